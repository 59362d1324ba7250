// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.MissedFirings;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.ScriptOverlap;
import coral.proto.agent.v1.ScriptTrigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TriggerOptionsTest {
  @Command
  private static final class Holder {
    @Mixin private TriggerOptions triggers = new TriggerOptions();
  }

  @Test
  void withoutOptionsAScriptIsManual() {
    TriggerOptions options = parse();
    assertThat(options.manual()).isTrue();
    assertThat(options.trigger()).isEqualTo(ScriptTrigger.getDefaultInstance());
    assertThat(options.overlap()).isEqualTo(ScriptOverlap.SCRIPT_OVERLAP_SKIP);
  }

  @Test
  void aSchedule() {
    TriggerOptions options =
        parse(
            "--schedule=*/5 * * * *",
            "--time-zone=Europe/Berlin",
            "--jitter=1500ms",
            "--missed=run-once",
            "--overlap=replace");
    assertThat(options.manual()).isFalse();
    assertThat(options.trigger().getSchedule())
        .isEqualTo(
            ScheduleTrigger.newBuilder()
                .setCron("*/5 * * * *")
                .setTimeZone("Europe/Berlin")
                .setJitter(Duration.newBuilder().setSeconds(1).setNanos(500_000_000))
                .setMissed(MissedFirings.MISSED_FIRINGS_RUN_ONCE)
                .build());
    assertThat(options.overlap()).isEqualTo(ScriptOverlap.SCRIPT_OVERLAP_REPLACE);
  }

  @Test
  void aCondition() {
    assertThat(
            parse("--when=SELECT 1", "--every=5s", "--while-true", "--for=2m", "--cool-down=1h")
                .trigger()
                .getEvent())
        .isEqualTo(
            EventTrigger.newBuilder()
                .setCondition("SELECT 1")
                .setCheckIntervalSeconds(5)
                .setLevel(true)
                .setHoldFor(Duration.newBuilder().setSeconds(120))
                .setCoolDown(Duration.newBuilder().setSeconds(3_600))
                .build());
  }

  @Test
  void aTriggerThatABundleBrings() {
    assertThat(parse("--trigger=x.deploy", "--trigger-config={\"a\":1}").trigger().getCustom())
        .isEqualTo(
            CustomTrigger.newBuilder().setType("x.deploy").setConfigJson("{\"a\":1}").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--schedule=@daily --when=SELECT    | exclude each other",
        "--jitter=5s                        | --jitter needs --schedule",
        "--while-true                       | --while-true needs --when",
        "--schedule=@daily --every=5s       | --every needs --when",
        "--trigger-config={}                | --trigger-config needs --trigger",
        "--schedule=@daily --missed=all     | --missed \"all\" is unknown: write skip or run-once",
        "--schedule=@daily --jitter=5       | --jitter \"5\" is no duration",
        "--when=SELECT --every=1500ms       | not in whole seconds"
      })
  void saysWhatDoesNotGoTogether(String arguments, String words) {
    assertThatThrownBy(() -> parse(arguments.split(" ")).trigger())
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(words);
  }

  @Test
  void saysWhichOverlapsThereAre() {
    assertThatThrownBy(() -> parse("--overlap=all").overlap())
        .hasMessage("--overlap \"all\" is unknown: write skip, queue-one or replace");
  }

  private static TriggerOptions parse(String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments);
    return holder.triggers;
  }
}
