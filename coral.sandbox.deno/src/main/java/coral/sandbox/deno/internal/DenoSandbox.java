// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.handover.ProcessSpawner;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** One Deno process per script, each told on stdin what to connect to and, then, what to run. */
final class DenoSandbox implements Sandbox, AutoCloseable {
  /** What Deno needs beside the script's own heap. */
  private static final int RUNTIME_MB = 48;

  private final DenoCommand command;
  private final Info info;
  private final ProcessSpawner spawner;
  private final Watchdog watchdog;
  private final Set<DenoProcess> running = ConcurrentHashMap.newKeySet();

  DenoSandbox(DenoBinary deno, DenoFiles files, ProcessSpawner spawner) {
    this.command = new DenoCommand(deno.path(), files);
    this.info = new Info(deno.version(), "filtered", "", List.of());
    this.spawner = spawner;
    this.watchdog = new Watchdog();
  }

  @Override
  public Info info() {
    return info;
  }

  @Override
  public SandboxProcess start(SandboxRequest request, OutputListener output) {
    int heapMb = Math.max(16, request.policy().memoryLimitMb() - RUNTIME_MB);
    List<String> preload = StdImports.in(request.code(), command.files().vendored());
    ProcessBuilder builder = command.run(request.session().socket(), heapMb, !preload.isEmpty());
    Process process;
    try {
      process = spawner.spawn(builder);
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot start Deno for \"" + request.fileName() + "\": " + e.getMessage(),
          e);
    }
    request.session().bind(process.pid());
    DenoProcess started = new DenoProcess(process, request.policy(), output);
    running.add(started);
    started.exit().whenComplete((exit, failure) -> running.remove(started));
    watchdog.watch(started, request.policy());
    feed(process, request, preload, started);
    return started;
  }

  /** Writes both frames; a process that is gone already says why by its exit. */
  private static void feed(
      Process process, SandboxRequest request, List<String> preload, DenoProcess started) {
    Map<String, Object> setup =
        Map.of(
            "socket", request.session().socket().toString(),
            "parentPid", ProcessHandle.current().pid(),
            "preload", preload,
            "heartbeatMs", request.policy().heartbeat().toMillis());
    Map<String, Object> script =
        Map.of(
            "token", request.session().token(),
            "fileName", request.fileName(),
            "code", request.code());
    // off the caller's thread: a source larger than the pipe blocks until Deno has started
    Thread.ofVirtual()
        .name("coral-sandbox-feed")
        .start(
            () -> {
              // stdin stays open: its end tells the script that the agent is gone
              OutputStream in = process.getOutputStream();
              try {
                writeFrame(in, setup);
                writeFrame(in, script);
                in.flush();
              } catch (IOException e) {
                started.notFed(e);
              }
            });
  }

  private static void writeFrame(OutputStream out, Map<String, Object> content) throws IOException {
    byte[] json = JsonMapper.shared().writeValueAsString(content).getBytes(UTF_8);
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(json.length).array());
    out.write(json);
  }

  @Override
  public void close() {
    running.forEach(process -> process.kill("the sandbox is stopping"));
    running.forEach(process -> process.exit().join());
    watchdog.close();
  }
}
