// SPDX-License-Identifier: Apache-2.0

package coral.cli.demo;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.output.LogPrinter;
import coral.cli.output.Output;
import coral.cli.output.OutputOption;
import coral.cli.process.Distribution;
import coral.proto.agent.v1.DeployScriptResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coral demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the main job on this machine: colony and agent, an instrumented service that becomes slow,",
      "and a script that notices. Takes about a minute and a half; leaves nothing behind."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String SCRIPT = "high-latency-alert";
  private static final Duration SLOW = Duration.ofMillis(700);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: a temporary one)")
  private @Nullable Path data;

  @Option(names = "--keep", description = "Leave everything running, and say how to use it")
  private boolean keep;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for the alert (default: ${DEFAULT-VALUE})",
      defaultValue = "180")
  private int timeoutSeconds;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = data != null ? data.toAbsolutePath() : Files.createTempDirectory("coral-demo");
    // an interrupt, or a failure before --keep holds, leaves nothing running
    Thread cleanUp = Thread.ofPlatform().unstarted(() -> stop(directory));
    Runtime.getRuntime().addShutdownHook(cleanUp);
    tell(directory);
    if (keep) {
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    }
    return ExitCode.OK;
  }

  private void tell(Path directory) throws IOException, InterruptedException {
    String launcher = System.getProperty("coral.launcher", "coral");
    Path home = Distribution.current().home();

    step("Starting colony and agent (coral up) in %s", directory);
    Coral coral = running(Coral.start(launcher, directory));
    say(
        "colony %s, OTLP %s, agent %s",
        coral.address("colony"), coral.address("otlpHttp"), coral.address("agent"));

    step("Starting the service \"payments\", instrumented by the OpenTelemetry Java agent");
    Payments payments =
        running(Payments.start(home, directory.resolve("log"), coral.address("otlpHttp")));
    payments.warmUp();
    payments.startLoad();
    say("payments %s, 20 payments a second", payments.url());

    try (ColonyClient client = new ColonyClient(coral.target())) {
      Story story = new Story(client);
      step("Waiting until the agent has seen its telemetry");
      String agent =
          coral
              .child()
              .await(
                  "telemetry of payments",
                  Duration.ofSeconds(60),
                  () -> story.agentThatSees("payments"));
      say("agent %s sees payments", agent);

      step("Deploying the script %s to the agents that see payments", SCRIPT);
      DeployScriptResponse deployed = story.deploy(SCRIPT, example());
      say(
          "script %s, version %d, on %s",
          deployed.getScriptId(), deployed.getVersion(), deployed.getDeployedToList());

      step(
          "Its log; the script looks every 60 s, payments will take %d ms from now on",
          SLOW.toMillis());
      LogPrinter printer = new LogPrinter(new Output(out(), OutputOption.Format.table));
      story.followUntilAlert(
          deployed.getScriptId(),
          printer,
          Duration.ofSeconds(timeoutSeconds),
          () -> slowDown(payments));
    }
    step("The alert came.");
    if (keep) {
      explain(launcher, directory, coral, payments);
    }
  }

  private static void slowDown(Payments payments) {
    try {
      payments.slowDown(SLOW);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String example() throws IOException {
    return Files.readString(
        Distribution.current().home().resolve("examples/alert-high-latency.ts"));
  }

  private void explain(String launcher, Path directory, Coral coral, Payments payments) {
    payments.stopLoad();
    PrintWriter out = out();
    out.printf(
        """

        Left running (nobody pays any more: curl -X POST '%s/pay?amount=1' does):
          %s script list
          %s script logs %s --follow
          %s agent status
          data, token and logs: %s
        Stop it: kill %d %d
        """,
        payments.url(),
        launcher,
        launcher,
        SCRIPT,
        launcher,
        directory,
        coral.child().pid(),
        payments.pid());
    out.flush();
  }

  private <T extends AutoCloseable> T running(T part) {
    synchronized (running) {
      running.push(part);
    }
    return part;
  }

  private void stop(Path directory) {
    synchronized (running) {
      for (AutoCloseable part : running) {
        try {
          part.close();
        } catch (Exception e) {
          spec.commandLine().getErr().println("coral: " + e.getMessage());
        }
      }
    }
    if (data == null) {
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot delete " + directory + ": " + e.getMessage());
    }
  }

  private void step(String format, Object... arguments) {
    out().printf("%n==> " + format + "%n", arguments);
    out().flush();
  }

  private void say(String format, Object... arguments) {
    out().printf("    " + format + "%n", arguments);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
