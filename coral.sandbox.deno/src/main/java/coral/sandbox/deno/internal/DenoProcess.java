// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.execution.LimitHit;
import coral.api.execution.OutputStreamName;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxExit.Cause;
import coral.api.sandbox.SandboxPolicy;
import coral.api.sandbox.SandboxProcess;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A Deno process, its output and its end. */
final class DenoProcess implements SandboxProcess {
  /** 128 + SIGTRAP: V8 ends the process so when its heap is full. */
  private static final int HEAP_FULL = 133;

  /**
   * The bootstrap's own exit code for "the user's code was not started" (EX_SOFTWARE of sysexits).
   */
  private static final int BOOTSTRAP_GAVE_UP = 70;

  private record End(Cause cause, String reason) {}

  private final Process process;
  private final SandboxPolicy policy;
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private final CompletableFuture<SandboxExit> exit;
  private volatile String lastError = "";

  DenoProcess(Process process, SandboxPolicy policy, OutputListener output) {
    this.process = process;
    this.policy = policy;
    LineCutter stdout = cutter(OutputStreamName.STDOUT, output);
    LineCutter stderr = cutter(OutputStreamName.STDERR, output);
    CompletableFuture<Void> drained =
        CompletableFuture.allOf(
            drain(stdout, process.getInputStream()), drain(stderr, process.getErrorStream()));
    this.exit =
        process
            .onExit()
            .thenCombine(drained, (ended, nothing) -> ended(ended.exitValue(), stdout, stderr));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public List<LimitHit> limitHits() {
    return List.of();
  }

  @Override
  public void kill(String reason) {
    end(Cause.KILLED, reason);
  }

  @Override
  public CompletableFuture<SandboxExit> exit() {
    return exit;
  }

  /** SIGKILL to the process and all that descend from it; the first cause stands. */
  void end(Cause cause, String reason) {
    if (end.compareAndSet(null, new End(cause, reason))) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  void notFed(IOException e) {
    end(Cause.NOT_STARTED, "Deno ended before it had read the script: " + e.getMessage());
  }

  private SandboxExit ended(int exitCode, LineCutter stdout, LineCutter stderr) {
    long dropped = stdout.dropped() + stderr.dropped();
    End by = end.get();
    if (by != null) {
      return new SandboxExit(
          exitCode, by.cause(), by.reason(), dropped, List.of(), SandboxExit.Usage.UNKNOWN);
    }
    return switch (exitCode) {
      case HEAP_FULL ->
          new SandboxExit(
              exitCode,
              Cause.MEMORY,
              "the script's heap is over its memory limit of %d MB"
                  .formatted(policy.memoryLimitMb()),
              dropped,
              List.of(),
              SandboxExit.Usage.UNKNOWN);
      case BOOTSTRAP_GAVE_UP ->
          new SandboxExit(
              exitCode,
              Cause.NOT_STARTED,
              "the script was not started: " + lastError,
              dropped,
              List.of(),
              SandboxExit.Usage.UNKNOWN);
      default ->
          new SandboxExit(
              exitCode, Cause.EXITED, "", dropped, List.of(), SandboxExit.Usage.UNKNOWN);
    };
  }

  private LineCutter cutter(OutputStreamName stream, OutputListener output) {
    Clock clock = Clock.systemUTC();
    return new LineCutter(
        policy.maxLineBytes(),
        policy.maxLinesPerSecond(),
        clock,
        line -> {
          if (stream == OutputStreamName.STDERR) {
            lastError = line;
          }
          output.onLine(stream, clock.instant(), line);
        });
  }

  private CompletableFuture<Void> drain(LineCutter cutter, InputStream in) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("coral-sandbox-output-" + process.pid())
        .start(
            () -> {
              try (in) {
                cutter.drain(in);
              } catch (IOException e) {
                // the pipe broke with the process: what was read was delivered
              } finally {
                done.complete(null);
              }
            });
    return done;
  }
}
