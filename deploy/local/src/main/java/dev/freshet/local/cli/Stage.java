package dev.freshet.local.cli;

import dev.freshet.local.demo.Show;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import sun.misc.Signal;

/** Runs a show under Ctrl-C: the first one, once the workload runs, asks for the verdict; any other ends everything. */
final class Stage {
    private static final int INTERRUPTED = 130;

    private Stage() {}

    /** @param maker is given what opens when the workload is to end */
    static int run(Function<CountDownLatch, Show> maker) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Show show = maker.apply(interrupted);
        Signal.handle(new Signal("INT"), signal -> {
            if (show.watching() && interrupted.getCount() > 0) {
                interrupted.countDown();
            } else {
                // not from this thread: exiting waits for hooks, and signals must still be heard meanwhile
                new Thread(() -> System.exit(INTERRUPTED), "freshet-exit").start();
            }
        });
        return show.run() ? 0 : 1;
    }
}
