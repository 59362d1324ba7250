// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a script run, from the command line to its log. */
class TriggersTest {
  @TempDir static Path base;
  private static CoralServer server;
  private static Path script;

  @BeforeAll
  static void start() throws Exception {
    server = CoralServer.up(base);
    script = Files.writeString(base.resolve("fired.ts"), "console.log(\"fired\");\n");
    // An agent tells its trigger types one after the other while it starts.
    await()
        .atMost(CoralServer.PATIENCE)
        .until(() -> deploy("probe", "--schedule", "@yearly").exitCode() == 0);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void anEventFiresOnceItsConditionBecomesTrue() throws Exception {
    String condition = "SELECT count(*) FROM otel_spans_local WHERE service_name = 'checkout'";
    Ran deployed = deploy("on-spans", "--when", condition, "--every", "1s");
    assertThat(deployed.exitCode()).as("%s", deployed).isZero();
    assertThat(deployed.out()).contains("Status: PENDING (it waits for its event)");
    assertThat(cli("script", "logs", "on-spans").out()).doesNotContain("fired");
    server.send("/v1/traces", Otlp.failedSpans("checkout", 3));
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(() -> assertThat(cli("script", "logs", "on-spans").out()).contains("fired"));
    await()
        .atMost(CoralServer.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        cli("script", "status", "on-spans", "-o", "json")
                            .json()
                            .at("/executions/0/status")
                            .asString())
                    .isEqualTo("COMPLETED"));
  }

  @Test
  void aScheduleWaitsForItsTime() throws Exception {
    Ran deployed = deploy("minutely", "--schedule", "* * * * *", "--time-zone", "Europe/Berlin");
    assertThat(deployed.exitCode()).as("%s", deployed).isZero();
    assertThat(deployed.out())
        .contains("Status: PENDING (it waits for its schedule \"* * * * *\")");
    assertThat(cli("script", "list").out()).contains("minutely");
  }

  @Test
  void aTriggerThatCannotFireIsRefusedAndNothingIsStored() throws Exception {
    refuses("cron expression \"61 * * * *\" has \"61\" for its minute", "--schedule", "61 * * * *");
    refuses(
        "cron expression \"61 * * * *\" has \"61\" for its minute",
        "--pending",
        "--schedule",
        "61 * * * *");
    refuses("no_such_column", "--when", "SELECT max(no_such_column) FROM otel_spans_local");
    refuses(
        "time zone \"Mars/Base\" is unknown", "--schedule", "@daily", "--time-zone", "Mars/Base");
    refuses("check interval", "--when", "SELECT true", "--every", "48h");
    Ran unknown = deploy("refused", "--trigger", "mail");
    assertThat(unknown.exitCode()).as("%s", unknown).isEqualTo(5);
    assertThat(unknown.err())
        .contains("it knows no trigger of type \"mail\"; it knows: event, manual, schedule");
    assertThat(cli("script", "status", "refused").exitCode()).isEqualTo(3);
  }

  private static void refuses(String sentence, String... options) throws Exception {
    Ran refused = deploy("refused", options);
    assertThat(refused.exitCode()).as("%s", refused).isEqualTo(2);
    assertThat(refused.err()).contains(sentence);
    assertThat(cli("script", "status", "refused").exitCode()).isEqualTo(3);
  }

  private static Ran deploy(String name, String... options) throws Exception {
    String[] words = {"script", "deploy", "--file", script.toString(), "--name", name};
    String[] all = new String[words.length + options.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    return cli(all);
  }

  private static Ran cli(String... arguments) throws Exception {
    return server.cli().run(arguments);
  }
}
