// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import coral.proto.agent.v1.CustomTrigger;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.MissedFirings;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptOverlap;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.DeployRequest;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triggers on the command line, as a colony gets them. */
class ScriptTriggerTest {
  private static final Duration TEN_SECONDS = Duration.newBuilder().setSeconds(10).build();

  @TempDir Path directory;
  private final List<Script> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());
  private String file = "";

  @BeforeEach
  void open() throws IOException {
    file = Files.writeString(directory.resolve("alert.ts"), "a()").toString();
  }

  @Test
  void isManualWithoutAnOption() {
    Script script = deployed();
    assertThat(script.getTrigger().hasManual()).isTrue();
    assertThat(script.getSettings().getMode()).isEqualTo(ScriptMode.SCRIPT_MODE_UNSPECIFIED);
    assertThat(script.getSettings().getOverlap())
        .isEqualTo(ScriptOverlap.SCRIPT_OVERLAP_UNSPECIFIED);
  }

  @Test
  void sendsASchedule() {
    Script script =
        deployed(
            "--schedule",
            "*/5 * * * *",
            "--time-zone",
            "Europe/Berlin",
            "--jitter",
            "10s",
            "--missed",
            "run-once",
            "--overlap",
            "queue-one");
    assertThat(script.getTrigger().getSchedule())
        .isEqualTo(
            ScheduleTrigger.newBuilder()
                .setCron("*/5 * * * *")
                .setTimeZone("Europe/Berlin")
                .setJitter(TEN_SECONDS)
                .setMissed(MissedFirings.MISSED_FIRINGS_RUN_ONCE)
                .build());
    assertThat(script.getSettings().getMode()).isEqualTo(ScriptMode.SCRIPT_MODE_UNSPECIFIED);
    assertThat(script.getSettings().getOverlap()).isEqualTo(ScriptOverlap.SCRIPT_OVERLAP_QUEUE_ONE);
  }

  @Test
  void sendsAnEvent() {
    Script script =
        deployed(
            "--when",
            "SELECT true",
            "--every",
            "2m",
            "--while-true",
            "--for",
            "10s",
            "--cool-down",
            "1500ms",
            "--overlap",
            "replace");
    assertThat(script.getTrigger().getEvent())
        .isEqualTo(
            EventTrigger.newBuilder()
                .setCondition("SELECT true")
                .setCheckIntervalSeconds(120)
                .setLevel(true)
                .setHoldFor(TEN_SECONDS)
                .setCoolDown(Duration.newBuilder().setSeconds(1).setNanos(500_000_000))
                .build());
    assertThat(script.getSettings().getOverlap()).isEqualTo(ScriptOverlap.SCRIPT_OVERLAP_REPLACE);
  }

  @Test
  void leavesDefaultsOfAnEventToTheColony() {
    assertThat(deployed("--when", "SELECT true").getTrigger().getEvent())
        .isEqualTo(EventTrigger.newBuilder().setCondition("SELECT true").build());
  }

  @Test
  void sendsAnotherTypeWithItsConfiguration() {
    assertThat(
            deployed("--trigger", "mail", "--trigger-config", "{\"box\": 1}")
                .getTrigger()
                .getCustom())
        .isEqualTo(
            CustomTrigger.newBuilder().setType("mail").setConfigJson("{\"box\": 1}").build());
  }

  @Test
  void takesTheModeThatIsAskedFor() {
    assertThat(deployed("--ad-hoc").getSettings().getMode())
        .isEqualTo(ScriptMode.SCRIPT_MODE_AD_HOC);
    assertThat(deployed("--schedule", "@daily", "--daemon").getSettings().getMode())
        .isEqualTo(ScriptMode.SCRIPT_MODE_DAEMON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "--schedule @daily --when 1        | --schedule and --when are two triggers",
        "--when 1 --trigger mail           | --when and --trigger are two triggers",
        "--schedule @daily --trigger mail  | --schedule and --trigger are two triggers",
        "--time-zone UTC                   | --time-zone goes with --schedule, which is not given",
        "--when 1 --jitter 5s              | --jitter goes with --schedule, which is not given",
        "--when 1 --missed skip            | --missed goes with --schedule, which is not given",
        "--schedule @daily --every 5s      | --every goes with --when, which is not given",
        "--schedule @daily --while-true    | --while-true goes with --when, which is not given",
        "--trigger mail --for 5s           | --for goes with --when, which is not given",
        "--cool-down 5s                    | --cool-down goes with --when, which is not given",
        "--when 1 --trigger-config {}      | --trigger-config goes with --trigger, which is not given",
        "--overlap skip                    | --overlap goes with a trigger that fires again",
        "--when 1 --overlap all            | --overlap \"all\" is unknown: skip, queue-one or replace",
        "--schedule @daily --missed all    | --missed \"all\" is unknown: skip or run-once",
        "--schedule @daily --jitter soon   | --jitter \"soon\" is no duration",
        "--when 1 --every 500ms            | --every \"500ms\" is out of range: whole seconds",
        "--when 1 --every 0s               | --every \"0s\" is out of range: whole seconds",
        "--when 1 --every 999999h          | --every \"999999h\" is out of range: whole seconds",
        "--trigger event                   | --trigger event has an option of its own: --when",
        "--trigger schedule                | --trigger schedule has an option of its own: --schedule",
        "--trigger manual                  | leave it out",
        "--trigger mail --trigger-config { | --trigger-config is no JSON: ",
        "--trigger mail --trigger-config {}x | --trigger-config is no JSON: ",
        "--ad-hoc --daemon                 | --ad-hoc and --daemon exclude each other"
      })
  void refusesWhatDoesNotGoTogether(String options, String sentence) {
    FakeColony.Result result = deploy(options.split(" "));
    assertThat(result.err()).startsWith("coral: ").contains(sentence);
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(asked).isEmpty();
  }

  private Script deployed(String... options) {
    FakeColony.Result result = deploy(options);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    return asked.getLast();
  }

  private FakeColony.Result deploy(String... options) {
    List<String> words = new ArrayList<>(List.of("script", "deploy", "--file", file));
    words.addAll(List.of(options));
    return colony.coral(words.toArray(String[]::new));
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void deployScript(DeployRequest request, StreamObserver<DeployScriptResponse> out) {
      asked.add(request.getScript());
      out.onNext(DeployScriptResponse.getDefaultInstance());
      out.onCompleted();
    }
  }
}
