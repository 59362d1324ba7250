// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.Canary;
import coral.proto.colony.v1.CanaryFailure;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ListScriptsResponse;
import coral.proto.colony.v1.PromoteRequest;
import coral.proto.colony.v1.RolloutStatus;
import coral.proto.colony.v1.RolloutStatus.Stage;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptSummary;
import coral.proto.colony.v1.ScriptVersion;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral script deploy --canary}, {@code promote}, and what other commands say of it. */
class ScriptCanaryTest {
  private static final String WHY = "agent a, execution 01-x: exited with code 1";
  private static final String REASON = "roll-out of version 2 was halted: " + WHY;

  @TempDir Path directory;
  private final List<Object> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void deploysToAPartFirstAndSaysWhoWaits() throws Exception {
    FakeColony.Result result = deploy("--canary", "10%");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .contains("  Deployed to: 1 agent (a)\n  Waiting: 2 agents (b, c)\n  Status: RUNNING");
    assertThat(asked).containsExactly(Canary.newBuilder().setPercent(10).build());
    JsonNode json = JsonMapper.shared().readTree(deploy("--canary", "10%", "-o", "json").out());
    assertThat(json.at("/deployed_to")).hasToString("[\"a\"]");
    assertThat(json.at("/waiting_agents")).hasToString("[\"b\",\"c\"]");
  }

  @Test
  void sendsHowTheCanaryGoes() throws Exception {
    deploy("--canary", "3", "--canary-for", "5m", "--halt-on-failure");
    assertThat(asked)
        .containsExactly(
            Canary.newBuilder()
                .setAgents(3)
                .setHold(Duration.newBuilder().setSeconds(300))
                .setHaltOnFailure(true)
                .build());
  }

  @Test
  void sendsNoCanaryUnlessAskedTo() throws Exception {
    assertThat(deploy().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(asked).containsExactly("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--canary 0%; --canary 0% is out of range: 1% to 100%",
        "--canary 101%; --canary 101% is out of range: 1% to 100%",
        "--canary 0; --canary 0 is out of range: 1 agent or more",
        "--canary ten; --canary \"ten\" is no part of the agents: write 10% or a number of agents",
        "--canary 10% --canary-for 0s; --canary-for 0s is out of range: 1s to 168h",
        "--canary 10% --canary-for 169h; --canary-for 169h is out of range: 1s to 168h",
        "--canary 10% --canary-for soon; --canary-for \"soon\" is no duration",
        "--canary-for 10s; --canary-for says how a canary goes; add --canary",
        "--halt-on-failure; --halt-on-failure says how a canary goes; add --canary",
      })
  void refusesWhatIsNoCanary(String words, String sentence) throws Exception {
    FakeColony.Result result = deploy(words.split(" "));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(sentence);
    assertThat(asked).isEmpty();
  }

  @Test
  void promotes() {
    FakeColony.Result result = colony.coral("script", "promote", "alert");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).startsWith("Script promoted: alert\n");
    assertThat(asked)
        .containsExactly(
            PromoteRequest.newBuilder()
                .setScript("alert")
                .setRequestedBy(System.getProperty("user.name"))
                .build());
  }

  @Test
  void saysInListStatusAndHistoryWhatBecameOfIt() {
    assertThat(colony.coral("script", "list").out()).contains(REASON);
    assertThat(colony.coral("script", "status", "alert").out())
        .contains("Status: RUNNING (" + REASON + ")\n", "Roll-out: HALTED of version 2, began ");
    assertThat(colony.coral("script", "history", "alert").out()).contains(", halted ", ": " + WHY);
    JsonNode rollout = json("script", "list").at("/0/rollout");
    assertThat(json("script", "status", "alert").at("/rollout")).isEqualTo(rollout);
    assertThat(json("script", "history", "alert").at("/versions/0/deployments/0/rollout"))
        .isEqualTo(rollout);
    assertThat(rollout.at("/stage").asString()).isEqualTo("HALTED");
    assertThat(rollout.at("/version").asInt()).isEqualTo(2);
    assertThat(rollout.at("/previous_version").asInt()).isEqualTo(1);
    assertThat(rollout.at("/canary_agents")).hasToString("[\"a\"]");
    assertThat(rollout.at("/reason").asString()).isEqualTo(WHY);
    assertThat(rollout.at("/failures/0/execution_id").asString()).isEqualTo("01-x");
    assertThat(rollout.at("/until").isNull()).isTrue();
    assertThat(rollout.at("/ended_at").asString()).isEqualTo("1970-01-01T00:00:09Z");
  }

  private FakeColony.Result deploy(String... options) throws Exception {
    Path file = Files.writeString(directory.resolve("alert.ts"), "a()");
    var words = new ArrayList<>(List.of("script", "deploy", "--file", file.toString()));
    words.addAll(List.of(options));
    return colony.coral(words.toArray(String[]::new));
  }

  private JsonNode json(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-o", "json"));
    return JsonMapper.shared().readTree(colony.coral(all.toArray(String[]::new)).out());
  }

  private final class Service extends ColonyServiceImplBase {
    private static final RolloutStatus HALTED =
        RolloutStatus.newBuilder()
            .setStage(Stage.STAGE_HALTED)
            .setVersion(2)
            .setPreviousVersion(1)
            .addCanaryAgents("a")
            .setStartedAt(Timestamp.newBuilder().setSeconds(1))
            .setEndedAt(Timestamp.newBuilder().setSeconds(9))
            .setReason(WHY)
            .addFailures(
                CanaryFailure.newBuilder()
                    .setAgentId("a")
                    .setExecutionId("01-x")
                    .setReason("exited with code 1"))
            .build();
    private static final ScriptSummary SUMMARY =
        ScriptSummary.newBuilder()
            .setName("alert")
            .setVersion(1)
            .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
            .setReason(REASON)
            .setRollout(HALTED)
            .build();

    @Override
    public void deployScript(DeployRequest request, StreamObserver<DeployScriptResponse> out) {
      asked.add(request.hasCanary() ? request.getCanary() : "none");
      answer(
          out,
          DeployScriptResponse.newBuilder()
              .setVersion(2)
              .addDeployedTo("a")
              .addWaitingAgents("b")
              .addWaitingAgents("c")
              .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
              .build());
    }

    @Override
    public void promoteScript(PromoteRequest request, StreamObserver<DeployScriptResponse> out) {
      asked.add(request);
      answer(out, DeployScriptResponse.newBuilder().setName("alert").build());
    }

    @Override
    public void listScripts(ListScriptsRequest request, StreamObserver<ListScriptsResponse> out) {
      answer(out, ListScriptsResponse.newBuilder().addScripts(SUMMARY).build());
    }

    @Override
    public void getScript(GetScriptRequest request, StreamObserver<ScriptDetail> out) {
      answer(out, ScriptDetail.newBuilder().setSummary(SUMMARY).build());
    }

    @Override
    public void getScriptHistory(
        GetScriptHistoryRequest request, StreamObserver<ScriptHistory> out) {
      answer(
          out,
          ScriptHistory.newBuilder()
              .addVersions(
                  ScriptVersion.newBuilder()
                      .setVersion(2)
                      .addDeployments(
                          ScriptDeployment.newBuilder()
                              .setDeployedBy("ada")
                              .setStoppedAt(Timestamp.newBuilder().setSeconds(9))
                              .setRollout(HALTED)))
              .build());
    }

    private static <T> void answer(StreamObserver<T> out, T message) {
      out.onNext(message);
      out.onCompleted();
    }
  }
}
