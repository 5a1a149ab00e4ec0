package dev.freshet.local.cli;

import dev.freshet.local.client.Refused;
import dev.freshet.local.parts.PartUnavailable;
import dev.freshet.local.process.ProcessFailed;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry that the launcher calls. */
@Command(
        name = "freshet",
        description = "Streaming ETL: MySQL to analytical tables, within a second.",
        mixinStandardHelpOptions = true,
        version = "freshet 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ApplyCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            PlanDdlCommand.class,
            TestTransformCommand.class,
            DownCommand.class,
            ChaosCommand.class,
            DriftCommand.class,
            ExampleCommand.class,
            SnowflakeLocalCommand.class,
            Freshet.SnowflakeCheck.class,
            Freshet.Test.class,
        })
public final class Freshet {
    /** The launcher runs Maven itself for this one; it is here so that the help lists it. */
    @Command(name = "test", description = "Run all tests (what CI runs): ./mvnw -B verify.")
    static final class Test implements Runnable {
        @Override
        public void run() {
            throw new Refused("Call it through the launcher: ./freshet test");
        }
    }

    /** Likewise. */
    @Command(
            name = "snowflake-check",
            description = "Run the destination's contract suite against a Snowflake account: see docs/snowflake.md.")
    static final class SnowflakeCheck implements Runnable {
        @Override
        public void run() {
            throw new Refused("Call it through the launcher: ./freshet snowflake-check --account ...");
        }
    }

    private Freshet() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Freshet())
                .registerConverter(Duration.class, Lengths::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line));
    }

    /** What we expect to go wrong is told in words; anything else is a defect and shows its trace. */
    private static int report(Exception failure, CommandLine line) {
        if (failure instanceof Refused || failure instanceof PartUnavailable || failure instanceof ProcessFailed) {
            line.getErr().println("freshet: " + failure.getMessage());
        } else {
            failure.printStackTrace(line.getErr());
        }
        line.getErr().flush();
        return 1;
    }
}
