package dev.freshet.local.cli;

import dev.freshet.local.demo.Demo;
import dev.freshet.local.demo.Options;
import dev.freshet.local.display.Screen;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** Runs a demo under Ctrl-C: the first one, once the workload runs, asks for the verdict; any other ends everything. */
final class Show {
    private static final int INTERRUPTED = 130;

    private Show() {}

    static int run(Options options) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Demo demo = new Demo(options, Screen.standard(), interrupted);
        Signal.handle(new Signal("INT"), signal -> {
            if (demo.watching() && interrupted.getCount() > 0) {
                interrupted.countDown();
            } else {
                // not from this thread: exiting waits for hooks, and signals must still be heard meanwhile
                new Thread(() -> System.exit(INTERRUPTED), "freshet-exit").start();
            }
        });
        return demo.run() ? 0 : 1;
    }
}
