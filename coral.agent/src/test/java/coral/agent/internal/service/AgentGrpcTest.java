// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import coral.agent.internal.execution.TestAgent;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.SandboxExit.Cause;
import coral.proto.agent.v1.AgentServiceGrpc;
import coral.proto.agent.v1.Check;
import coral.proto.agent.v1.CheckSandboxRequest;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.DeployScriptRequest;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.GetScriptStatusResponse;
import coral.proto.agent.v1.Layer;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.StopScriptRequest;
import coral.proto.agent.v1.StreamScriptLogsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AgentService over a real connection. */
class AgentGrpcTest {
  @TempDir Path directory;
  private TestAgent runtime;
  private AgentHandler handler;
  private Server server;
  private ManagedChannel channel;
  private AgentServiceGrpc.AgentServiceBlockingStub agent;

  @BeforeEach
  void setUp() throws IOException {
    runtime = new TestAgent(directory);
    handler = new AgentHandler("agent-1", runtime.executions, runtime.checks(), Clock.systemUTC());
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new AgentGrpc(handler, runtime.executions))
            .build()
            .start();
    channel = NettyChannelBuilder.forTarget("127.0.0.1:" + server.getPort()).usePlaintext().build();
    agent = AgentServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void tearDown() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void deploysReportsAndStops() {
    DeployScriptResponse deployed = agent.deployScript(deploy("console.log(1)"));
    assertThat(deployed.getDeployedToList()).containsExactly("agent-1");
    assertThat(deployed.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(deployed.getVersion()).isEqualTo(1);
    runtime.sandbox.last().prints("hello");

    GetScriptStatusResponse status = status(deployed.getScriptId());
    assertThat(status.getStatus()).isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(status.getExecutions(0).getStdout()).isEqualTo("hello\n");
    assertThat(status.getExecutions(0).getSandboxTier()).isEqualTo("fake");

    assertThat(agent.stopScript(stop(deployed.getScriptId())).getSuccess()).isTrue();
    assertThat(status(deployed.getScriptId()).getStatus())
        .isEqualTo(ScriptStatus.SCRIPT_STATUS_STOPPED);
  }

  @Test
  void startsAQuarantinedScriptThatIsDeployedAgain() {
    DeployScriptRequest request = deploy("console.log(1)");
    agent.deployScript(request);
    for (int i = 0; i < 3; i++) {
      runtime.sandbox.last().ends(137, Cause.MEMORY, "too much memory");
      runtime.time.pass(Duration.ofSeconds(25));
    }
    assertThat(agent.deployScript(request))
        .satisfies(again -> assertThat(again.getUnchanged()).isFalse())
        .satisfies(again -> assertThat(again.getVersion()).isEqualTo(1))
        .extracting(DeployScriptResponse::getStatus)
        .isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(agent.deployScript(request).getUnchanged()).isTrue();
  }

  @Test
  void makesANewVersionOfOtherCodeOnly() {
    DeployScriptResponse first = agent.deployScript(deploy("console.log(1)"));
    DeployScriptResponse again = agent.deployScript(deploy("console.log(1)"));
    assertThat(again.getUnchanged()).isTrue();
    assertThat(runtime.sandbox.started).hasSize(1);

    DeployScriptResponse other = agent.deployScript(deploy("console.log(2)"));
    assertThat(other.getScriptId()).isEqualTo(first.getScriptId());
    assertThat(other.getVersion()).isEqualTo(2);
    assertThat(other.getUnchanged()).isFalse();
  }

  @Test
  void followsTheLogWithoutGapOrRepetition() {
    String id = agent.deployScript(deploy("console.log(1)")).getScriptId();
    runtime.sandbox.last().prints("before 1");
    runtime.sandbox.last().prints("before 2");
    List<ScriptLogEntry> got = new CopyOnWriteArrayList<>();
    AgentServiceGrpc.newStub(channel)
        .streamScriptLogs(
            StreamScriptLogsRequest.newBuilder().setScriptId(id).setFollow(true).setTail(1).build(),
            collecting(got));
    await().until(() -> got.size() == 1);
    runtime.sandbox.last().prints("after");
    await().until(() -> got.size() == 2);
    assertThat(got).extracting(ScriptLogEntry::getLine).containsExactly("before 2", "after");
    assertThat(got.getFirst().getStream()).isEqualTo("stdout");
    assertThat(got.getFirst().getAgentId()).isEqualTo("agent-1");
  }

  @Test
  void endsTheLogByItselfUnlessFollowed() {
    String id = agent.deployScript(deploy("console.log(1)")).getScriptId();
    for (int i = 0; i < 600; i++) {
      runtime.sandbox.last().prints("line " + i);
    }
    var lines =
        agent.streamScriptLogs(StreamScriptLogsRequest.newBuilder().setScriptId(id).build());
    assertThat(lines).toIterable().hasSize(600);
  }

  @Test
  void checksItsSandbox() {
    CheckSandboxResponse response = agent.checkSandbox(CheckSandboxRequest.getDefaultInstance());
    assertThat(response.getChecksList())
        .containsExactly(
            Check.newBuilder().setName("a script cannot listen").setDetail("it could").build());
    assertThat(response.getLayersList())
        .extracting(Layer::getName, Layer::getOn, Layer::getDetail)
        .containsExactly(
            tuple("deno", true, "no permissions"), tuple("namespaces", false, "no bwrap"));
    assertThat(response.getTier()).isEqualTo("fake");
    assertThat(response.getRefusal()).isEmpty();
  }

  @Test
  void refusesWhatIsMalformedOrUnknown() {
    assertError(
        () -> handler.deploy(deploy("  ")), ErrorCode.INVALID_ARGUMENT, "the script is empty");
    assertError(
        () -> handler.stop(stop("nonsense")),
        ErrorCode.INVALID_ARGUMENT,
        "\"nonsense\" is not a UUID");
    String unknown = "0198b9a2-7c4e-7d10-8a3f-2b7d9e5c1f00";
    assertError(
        () -> handler.stop(stop(unknown)), ErrorCode.NOT_FOUND, "knows no script " + unknown);
    assertError(
        () -> handler.status(GetScriptStatusRequest.newBuilder().setScriptId(unknown).build()),
        ErrorCode.NOT_FOUND,
        "knows no script " + unknown);
  }

  private static void assertError(Runnable call, ErrorCode code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(CoralException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static DeployScriptRequest deploy(String code) {
    return DeployScriptRequest.newBuilder()
        .setScript(Script.newBuilder().setName("local").setCode(code))
        .build();
  }

  private static StopScriptRequest stop(String id) {
    return StopScriptRequest.newBuilder().setScriptId(id).build();
  }

  private GetScriptStatusResponse status(String id) {
    return agent.getScriptStatus(GetScriptStatusRequest.newBuilder().setScriptId(id).build());
  }

  private static <T> StreamObserver<T> collecting(List<T> got) {
    return new StreamObserver<>() {
      @Override
      public void onNext(T value) {
        got.add(value);
      }

      @Override
      public void onError(Throwable t) {}

      @Override
      public void onCompleted() {}
    };
  }
}
