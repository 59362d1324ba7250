// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.AgentServiceGrpc;
import coral.proto.agent.v1.DeployScriptRequest;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.StopScriptRequest;
import coral.proto.agent.v1.StreamScriptLogsRequest;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What benchmarks ask of an agent itself, past the colony and its checks of scripts. Thread-safe.
 */
final class Agent implements AutoCloseable {
  private static final long CALL_SECONDS = 60;
  private static final long POLL_MS = 20;

  private final Connection connection;
  private final AgentServiceGrpc.AgentServiceBlockingStub stub;
  private final AgentServiceGrpc.AgentServiceStub streams;

  Agent(String address, String token) {
    connection = Connection.open(address, token);
    stub = AgentServiceGrpc.newBlockingStub(connection.calls());
    streams = AgentServiceGrpc.newStub(connection.calls());
  }

  /** Gives the script's id, which is the same for each script of that name. */
  String deploy(Script script) {
    return call()
        .deployScript(DeployScriptRequest.newBuilder().setScript(script).build())
        .getScriptId();
  }

  void stop(String script) {
    var _ = call().stopScript(StopScriptRequest.newBuilder().setScriptId(script).build());
  }

  /** Oldest first. */
  List<ScriptExecution> executions(String script) {
    return call()
        .getScriptStatus(GetScriptStatusRequest.newBuilder().setScriptId(script).build())
        .getExecutionsList()
        .reversed();
  }

  /** The script's first execution, once it has ended. */
  ScriptExecution awaitFirstEnd(String script, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      List<ScriptExecution> executions = executions(script);
      if (!executions.isEmpty() && executions.getFirst().hasCompletedAt()) {
        return executions.getFirst();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "script %s did not end within %d s: %s"
                .formatted(script, limit.toSeconds(), executions));
      }
      Thread.sleep(POLL_MS);
    }
  }

  /** All lines and events that the agent remembers. */
  List<ScriptLogEntry> log(String script) {
    List<ScriptLogEntry> entries = new ArrayList<>();
    call()
        .streamScriptLogs(StreamScriptLogsRequest.newBuilder().setScriptId(script).build())
        .forEachRemaining(entries::add);
    return entries;
  }

  /** What the script writes from here on, and the last line before. */
  void follow(String script, StreamObserver<ScriptLogEntry> observer) {
    streams.streamScriptLogs(
        StreamScriptLogsRequest.newBuilder().setScriptId(script).setFollow(true).setTail(1).build(),
        observer);
  }

  private AgentServiceGrpc.AgentServiceBlockingStub call() {
    return stub.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    connection.close();
  }
}
