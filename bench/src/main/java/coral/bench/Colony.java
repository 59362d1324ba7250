// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.GetScriptRequest;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.RunScriptUpdate;
import coral.proto.colony.v1.ScriptDetail;
import coral.proto.colony.v1.StopRequest;
import coral.proto.colony.v1.StreamLogsRequest;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What benchmarks ask of a colony. Thread-safe. */
final class Colony implements AutoCloseable {
  private static final long CALL_SECONDS = 60;

  private final Connection connection;
  private final ColonyServiceGrpc.ColonyServiceBlockingStub stub;
  private final ColonyServiceGrpc.ColonyServiceStub streams;

  Colony(String address, String token) {
    connection = Connection.open(address, token);
    stub = ColonyServiceGrpc.newBlockingStub(connection.calls());
    streams = ColonyServiceGrpc.newStub(connection.calls());
  }

  /**
   * Runs a script to its end.
   *
   * @return the last line that it wrote, which is JSON
   */
  JsonNode run(String name, String code, Duration timeout) {
    String last = "";
    StringBuilder errors = new StringBuilder();
    Iterator<RunScriptUpdate> updates = stub.runScript(runRequest(name, code, timeout));
    while (updates.hasNext()) {
      RunScriptUpdate update = updates.next();
      if (update.hasLog() && update.getLog().getStream().equals("stdout")) {
        last = update.getLog().getLine();
      } else if (update.hasLog()) {
        errors.append(update.getLog().getLine()).append('\n');
      } else if (update.hasFinished()) {
        requireSuccess(name, update.getFinished(), errors);
      }
    }
    return JsonMapper.shared().readTree(last);
  }

  private static void requireSuccess(String name, ScriptExecution end, CharSequence errors) {
    if (end.getStatus() != ScriptStatus.SCRIPT_STATUS_COMPLETED) {
      throw new IllegalStateException(
          "script %s: %s, exit code %d: %s%n%s"
              .formatted(name, end.getStatus(), end.getExitCode(), end.getReason(), errors));
    }
  }

  /** Updates of a run, as they come. */
  Iterator<RunScriptUpdate> startRun(String name, String code, Duration timeout) {
    return stub.runScript(runRequest(name, code, timeout));
  }

  private static RunScriptRequest runRequest(String name, String code, Duration timeout) {
    return RunScriptRequest.newBuilder()
        .setScript(Scripts.adHoc(name, code, timeout))
        .setFileName(name + ".ts")
        .build();
  }

  void deploy(String name, String code) {
    call()
        .deployScript(
            DeployRequest.newBuilder()
                .setScript(Scripts.daemon(name, code))
                .setFileName(name + ".ts")
                .build());
  }

  /** Gives the script's id; without an agent that matches, it waits for one. */
  String deployPending(Script script) {
    return call()
        .deployScript(DeployRequest.newBuilder().setScript(script).setAllowPending(true).build())
        .getScriptId();
  }

  void stop(String name) {
    call().stopScript(StopRequest.newBuilder().setScript(name).setRequestedBy("bench").build());
  }

  ScriptStatus status(String name) {
    return detail(name).getSummary().getStatus();
  }

  ScriptDetail detail(String name) {
    return call().getScript(GetScriptRequest.newBuilder().setScript(name).build());
  }

  /** All lines and events that it has of the script. */
  List<ScriptLogEntry> log(String name) {
    List<ScriptLogEntry> entries = new ArrayList<>();
    call()
        .streamLogs(StreamLogsRequest.newBuilder().setScript(name).build())
        .forEachRemaining(entries::add);
    return entries;
  }

  /** What the script writes from here on, and the last line before. */
  void follow(String name, StreamObserver<ScriptLogEntry> observer) {
    streams.streamLogs(
        StreamLogsRequest.newBuilder().setScript(name).setFollow(true).setTail(1).build(),
        observer);
  }

  private ColonyServiceGrpc.ColonyServiceBlockingStub call() {
    return stub.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    connection.close();
  }
}
