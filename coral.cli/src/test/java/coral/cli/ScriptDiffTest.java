// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import coral.proto.agent.v1.EventTrigger;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ScriptDetail;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral script diff}. */
class ScriptDiffTest {
  private final List<Script> versions = new ArrayList<>();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void comparesTheNewestVersionWithTheOneBeforeIt() {
    store(script("old()\n"));
    store(script("one()\ntwo()\nthree()\nfour()\nfive()\n"));
    store(script("one()\ntwo()\nthree()\nfour()\n5()\n"));
    assertThat(diff().out())
        .isEqualTo(
            """
            --- alert v2
            +++ alert v3
            @@ -2,4 +2,4 @@
             two()
             three()
             four()
            -five()
            +5()
            """);
  }

  @Test
  void comparesTheVersionsThatAreNamed() {
    store(script("a()\n"));
    store(script("b()\n"));
    store(script("c()\n"));
    assertThat(diff("--from", "3", "--to", "1").out()).contains("\n-c()\n+a()\n");
    assertThat(diff("--from", "1").out()).contains("\n-a()\n+c()\n");
    assertThat(diff("--to", "2").out()).contains("\n-a()\n+b()\n");
  }

  @Test
  void showsEndsOfLines() {
    store(script("a()\nb()\n"));
    store(script("a()\nb()"));
    store(script("a()\r\nb()"));
    assertThat(diff("--to", "2").out())
        .endsWith(" a()\n-b()\n+b()\n\\ No newline at end of file\n");
    assertThat(diff("--to", "3").out()).contains("\n-a()\n+a()\r\n");
  }

  @Test
  void listsWhatElseDiffers() {
    store(
        script("a()\n")
            .setSettings(
                ScriptSettings.newBuilder()
                    .setMode(ScriptMode.SCRIPT_MODE_DAEMON)
                    .addCapabilities("probes"))
            .setTrigger(trigger(ScheduleTrigger.newBuilder().setCron("*/5 * * * *"))));
    store(
        script("a()\n")
            .addTargets("payments")
            .addTargets("agent-1")
            .setSettings(
                ScriptSettings.newBuilder()
                    .setMode(ScriptMode.SCRIPT_MODE_AD_HOC)
                    .setTimeout(Duration.newBuilder().setSeconds(90))
                    .setMemoryLimitMb(64))
            .setTrigger(
                trigger(
                    ScheduleTrigger.newBuilder().setCron("@hourly").setTimeZone("Asia/Tokyo"))));
    store(
        script("a()\n")
            .addTargets("payments")
            .addTargets("agent-1")
            .setSettings(versions.getLast().getSettings())
            .setTrigger(
                ScriptTrigger.newBuilder()
                    .setEvent(EventTrigger.newBuilder().setCondition("SELECT\n1"))));
    assertThat(diff("--to", "2").out())
        .isEqualTo(
            """
            targets: all agents -> payments,agent-1
            settings.capabilities: probes -> none
            settings.memory_limit_mb: default -> 64
            settings.mode: daemon -> ad_hoc
            settings.timeout: default -> 1m30s
            trigger.cron: "*/5 * * * *" -> "@hourly"
            trigger.time_zone: default -> "Asia/Tokyo"
            """);
    assertThat(diff().out())
        .contains(
            "trigger: schedule -> event\n",
            "trigger.condition: none -> \"SELECT\\n1\"\n",
            "trigger.cron: \"@hourly\" -> none\n");
  }

  @Test
  void tellsItInJson() {
    store(script("a()\n"));
    store(script("b()\n").addTargets("x"));
    JsonNode json = JsonMapper.shared().readTree(diff("-o", "json").out());
    assertThat(json.at("/from").asInt()).isEqualTo(1);
    assertThat(json.at("/to").asInt()).isEqualTo(2);
    assertThat(json.at("/source/0").asString()).isEqualTo("--- alert v1");
    assertThat(json.at("/changes/0/field").asString()).isEqualTo("targets");
    assertThat(json.at("/changes/0/to").asString()).isEqualTo("x");
  }

  @Test
  void saysThatNothingDiffers() {
    store(script("a()\n"));
    assertThat(diff("--from", "1").out()).isEqualTo("Versions 1 and 1 of alert do not differ.\n");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    store(script("a()\n"));
    FakeColony.Result first = diff();
    assertThat(first.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(first.err()).contains("version 1 of script \"alert\" has none before it");
    assertThat(diff("--from", "0").err()).contains("--from 0 is no version: they count from 1");
    FakeColony.Result unknown = diff("--to", "7");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unknown.err()).contains("no version 7");
  }

  private FakeColony.Result diff(String... options) {
    List<String> words = new ArrayList<>(List.of("script", "diff", "alert"));
    words.addAll(List.of(options));
    return colony.coral(words.toArray(String[]::new));
  }

  private static Script.Builder script(String code) {
    return Script.newBuilder().setName("alert").setCode(code);
  }

  private static ScriptTrigger.Builder trigger(ScheduleTrigger.Builder schedule) {
    return ScriptTrigger.newBuilder().setSchedule(schedule);
  }

  private void store(Script.Builder script) {
    versions.add(script.setVersion(versions.size() + 1).build());
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void getScript(GetScriptRequest request, StreamObserver<ScriptDetail> out) {
      int version = request.getVersion() == 0 ? versions.size() : request.getVersion();
      if (version > versions.size()) {
        out.onError(
            Status.NOT_FOUND.withDescription("it has no version " + version).asRuntimeException());
        return;
      }
      out.onNext(ScriptDetail.newBuilder().setScript(versions.get(version - 1)).build());
      out.onCompleted();
    }
  }
}
