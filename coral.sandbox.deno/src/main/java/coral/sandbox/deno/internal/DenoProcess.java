// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.execution.LimitHit;
import coral.api.execution.OutputStreamName;
import coral.api.limits.ResourceGroup;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxExit.Cause;
import coral.api.sandbox.SandboxPolicy;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Deno process from its start, or from when it was taken from those that wait, to its end. */
final class DenoProcess implements SandboxProcess {
  private static final Executor VIRTUAL =
      task -> Thread.ofVirtual().name("coral-sandbox").start(task);

  private record End(Cause cause, String reason) {}

  private final Process process;
  private final SandboxPolicy policy;
  private final OutputListener output;
  private final Clock clock = Clock.systemUTC();
  private final OutputBudget budget;
  private final LimitHits throttled = new LimitHits();
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();

  /** Those that were killed, once they were. */
  private final CompletableFuture<List<ProcessHandle>> killed = new CompletableFuture<>();

  private final CompletableFuture<@Nullable Void> outputEnded = new CompletableFuture<>();
  private final CompletableFuture<SandboxExit> exit;
  private volatile @Nullable Meter meter;
  private volatile @Nullable SdkSession session;
  private volatile String lastError = "";

  DenoProcess(Process process, SandboxPolicy policy, OutputListener output) {
    this.process = process;
    this.policy = policy;
    this.output = output;
    this.budget = new OutputBudget(policy, clock);
    this.exit =
        process
            .onExit()
            .thenCombineAsync(outputEnded, (ended, nothing) -> ended(ended.exitValue()), VIRTUAL);
  }

  /** Hands the script over. What the process was made for must fit the request. */
  void begin(WaitingProcess waiting, SandboxRequest request) {
    meter = new Meter(waiting);
    session = request.session();
    try {
      waiting.limitTo(policy);
      StdinFrames.write(process.getOutputStream(), request);
    } catch (IOException | RuntimeException e) {
      end(
          Cause.NOT_STARTED,
          "the script was not started: its process took no script: " + e.getMessage());
    }
    waiting.expected().ifPresent(SdkSessions.Expected::close);
    CompletableFuture.allOf(
            drain(OutputStreamName.STDOUT, process.getInputStream()),
            drain(OutputStreamName.STDERR, process.getErrorStream()))
        .thenRun(() -> outputEnded.complete(null));
  }

  /** Its process did not become ready; it is gone. */
  void notReady(String why) {
    end(Cause.NOT_STARTED, "the script was not started: " + why);
    outputEnded.complete(null);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /** It and all that descend from it. */
  List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** Empty until it has its script. */
  Optional<Meter> meter() {
    return Optional.ofNullable(meter);
  }

  SandboxPolicy policy() {
    return policy;
  }

  @Override
  public List<LimitHit> limitHits() {
    List<LimitHit> hits = new ArrayList<>(budget.hits());
    hits.addAll(throttled.all());
    return hits;
  }

  /** Counts that it was held back. */
  void heldBack(String limit, String value, long count) {
    throttled.add(limit, value, count);
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
      killed.complete(ProcessTree.of(process).kill());
      meter().flatMap(Meter::group).ifPresent(ResourceGroup::kill);
    }
  }

  private SandboxExit ended(int exitCode) {
    if (end.get() != null) {
      ProcessTree.awaitEnd(killed.join());
    }
    Meter read = meter;
    Meter.End last = Meter.End.UNKNOWN;
    if (read != null) {
      last = read.end();
      read.group().ifPresent(ResourceGroup::close);
    }
    End by = end.get();
    SdkSession its = session;
    boolean begun = its != null && its.connected();
    return new ExitJudge(policy, exitCode, begun, last, lastError)
        .judge(
            by == null ? null : by.cause(),
            by == null ? "" : by.reason(),
            limitHits(),
            budget.dropped());
  }

  private CompletableFuture<@Nullable Void> drain(OutputStreamName stream, InputStream in) {
    LineCutter cutter =
        new LineCutter(
            policy.maxLineBytes(),
            budget,
            line -> {
              if (stream == OutputStreamName.STDERR) {
                lastError = line;
              }
              output.onLine(stream, clock.instant(), line);
            });
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    VIRTUAL.execute(
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
