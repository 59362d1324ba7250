// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import coral.itest.e2e.CoralServer;
import coral.proto.agent.v1.AgentServiceGrpc;
import coral.proto.agent.v1.DeployScriptRequest;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.StopScriptRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The agent's own service: what is deployed there is checked by nobody before it runs. Thread-safe.
 */
final class ScriptAgent implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Set<ScriptStatus> OVER =
      Set.of(
          ScriptStatus.SCRIPT_STATUS_COMPLETED,
          ScriptStatus.SCRIPT_STATUS_FAILED,
          ScriptStatus.SCRIPT_STATUS_STOPPED);
  private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(150);
  private static final int DAEMON_SECONDS = 600;
  private static final long CALL_SECONDS = 60;

  private final ManagedChannel channel;
  private final AgentServiceGrpc.AgentServiceBlockingStub agent;

  ScriptAgent(CoralServer server) throws IOException {
    Metadata headers = new Metadata();
    headers.put(
        AUTHORIZATION, "Bearer " + Files.readString(server.data().resolve("token")).strip());
    channel =
        NettyChannelBuilder.forTarget("dns:///" + server.discovery().path("agent").asString())
            .usePlaintext()
            .build();
    agent =
        AgentServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Runs it to its end, or to its first failure where it is a daemon. */
  Outcome run(String name, HostileCase hostile, String code) {
    String id = deploy(name, code, hostile.mode(), hostile.timeout(), hostile.memoryMb());
    try {
      return new Outcome(
          await(name)
              .atMost(PATIENCE)
              .pollInterval(java.time.Duration.ofMillis(100))
              .until(() -> first(id), execution -> OVER.contains(execution.getStatus())));
    } finally {
      stop(id);
    }
  }

  /** Runs a script of our own to its end. */
  Outcome run(String name, String code) {
    return run(
        name,
        new HostileCase(
            name,
            name,
            Expectation.parse("harmless"),
            Expectation.parse("harmless"),
            ScriptMode.SCRIPT_MODE_AD_HOC,
            java.time.Duration.ofSeconds(30),
            0,
            1,
            code),
        code);
  }

  String startDaemon(String name, String code) {
    return deploy(
        name, code, ScriptMode.SCRIPT_MODE_DAEMON, java.time.Duration.ofSeconds(DAEMON_SECONDS), 0);
  }

  private String deploy(
      String name, String code, ScriptMode mode, java.time.Duration timeout, int memoryMb) {
    return call()
        .deployScript(
            DeployScriptRequest.newBuilder()
                .setScript(
                    Script.newBuilder()
                        .setName(name)
                        .setCode(code)
                        .setCreatedBy("corpus")
                        .setSettings(
                            ScriptSettings.newBuilder()
                                .setMode(mode)
                                .setMemoryLimitMb(memoryMb)
                                .setTimeout(Duration.newBuilder().setSeconds(timeout.toSeconds()))))
                .build())
        .getScriptId();
  }

  /** The first execution of a script that was just deployed: a daemon may be started again. */
  ScriptExecution first(String id) {
    var executions =
        call()
            .getScriptStatus(GetScriptStatusRequest.newBuilder().setScriptId(id).build())
            .getExecutionsList();
    return executions.isEmpty() ? ScriptExecution.getDefaultInstance() : executions.getLast();
  }

  void stop(String id) {
    call().stopScript(StopScriptRequest.newBuilder().setScriptId(id).build());
  }

  private AgentServiceGrpc.AgentServiceBlockingStub call() {
    return agent.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    channel.shutdownNow();
    channel.awaitTermination(CALL_SECONDS, TimeUnit.SECONDS);
  }
}
