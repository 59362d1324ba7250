// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.execution.Consumption;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LimitHit;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxPolicy;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One execution with its process. Thread-safe. */
final class Run {
  /** How often a script's event loop has to show that it lives. */
  static final Duration HEARTBEAT = Duration.ofSeconds(4);

  static final int MISSES = 3;

  /** Checks until one without any heartbeat is a miss: a minute's, as many may start at once. */
  private static final int CHECKS_TO_START = 15;

  /** As timeout(1) says it. */
  static final int TIMEOUT_EXIT_CODE = 124;

  final Script script;
  final Recorder recorder;
  final int memoryLimitMb;
  private final ScriptLimits limits;
  private final ExecutionContext context;
  private final Duration timeout;
  private final QueryTally queries;
  private final Timer timer;
  private final Clock clock;

  private @Nullable SandboxProcess process;
  private @Nullable SdkSession session;
  private @Nullable String stopReason;
  private @Nullable String failure;
  private @Nullable Runnable nextCheck;
  private boolean audible = true;
  private boolean beaten;
  private @Nullable Instant heardAt;
  private int missed = -CHECKS_TO_START;

  Run(
      Script script,
      Recorder recorder,
      ExecutionContext context,
      Duration timeout,
      ScriptPolicy policy,
      QueryTally queries,
      Timer timer,
      Clock clock) {
    this.script = script;
    this.recorder = recorder;
    this.context = context;
    this.timeout = timeout;
    this.memoryLimitMb = policy.memoryLimitMb(script.settings());
    this.limits = policy.limits();
    this.queries = queries;
    this.timer = timer;
    this.clock = clock;
  }

  UUID id() {
    return context.executionId();
  }

  boolean daemon() {
    return script.settings().mode() == ScriptMode.DAEMON;
  }

  Execution execution() {
    return recorder.execution();
  }

  /**
   * Starts the process; {@code ended} is called once, on any thread, when it is gone or did not
   * start.
   */
  void start(Sandbox sandbox, SdkSessions sessions, Consumer<Recorder.End> ended) {
    SdkSession session;
    SandboxProcess started;
    try {
      session = sessions.open(context);
    } catch (RuntimeException e) {
      ended.accept(notStarted(e));
      return;
    }
    try {
      started = spawnUnlessStopped(sandbox, session);
    } catch (RuntimeException e) {
      session.close();
      ended.accept(notStarted(e));
      return;
    }
    if (started == null) {
      session.close();
      ended.accept(stopped(stopReason()));
      return;
    }
    var _ = started.exit().thenAccept(exit -> ended.accept(end(exit, session)));
  }

  private synchronized @Nullable SandboxProcess spawnUnlessStopped(
      Sandbox sandbox, SdkSession session) {
    if (stopReason != null) {
      return null;
    }
    SandboxProcess started = recorder.running(sandbox.info().tier(), () -> spawn(sandbox, session));
    process = started;
    heardAt = clock.instant();
    this.session = session;
    nextCheck = timer.after(HEARTBEAT, this::check);
    return started;
  }

  private synchronized String stopReason() {
    return stopReason == null ? "" : stopReason;
  }

  private SandboxProcess spawn(Sandbox sandbox, SdkSession session) {
    SandboxPolicy policy = limits.policy(memoryLimitMb, timeout, HEARTBEAT);
    return sandbox.start(
        new SandboxRequest(script.fileName(), script.code(), policy, session), recorder::line);
  }

  /** Kills it if it runs, keeps it from starting otherwise. The first reason stays. */
  synchronized void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
      kill(reason);
    }
  }

  synchronized void beat() {
    beaten = true;
    heardAt = clock.instant();
  }

  /** How long its event loop has shown no life, counted from its start; empty: not started. */
  synchronized Optional<Duration> silence() {
    return Optional.ofNullable(heardAt).map(at -> Duration.between(at, clock.instant()));
  }

  /** While its heartbeats cannot arrive, for no fault of its own, none is missed. */
  synchronized void audible(boolean now) {
    audible = now;
    missed = Math.min(missed, 0);
  }

  /** Reports the limits that it has run into; a daemon must have shown meanwhile that it lives. */
  private synchronized void check() {
    if (nextCheck == null) {
      return;
    }
    recorder.soFar(hits(), queries.total());
    if (beaten) {
      missed = 0;
    } else if (audible) {
      missed++;
    }
    beaten = false;
    if (missed < MISSES || !daemon()) {
      nextCheck = timer.after(HEARTBEAT, this::check);
      return;
    }
    nextCheck = null;
    failure =
        "missed %d heartbeats: its event loop was blocked for %d s"
            .formatted(MISSES, MISSES * HEARTBEAT.toSeconds());
    kill(failure);
  }

  private List<LimitHit> hits() {
    List<LimitHit> hits = new ArrayList<>();
    recorder.eventHit().ifPresent(hits::add);
    if (process != null) {
      hits.addAll(process.limitHits());
    }
    if (session != null) {
      hits.addAll(session.limitHits());
    }
    return hits;
  }

  private void kill(String reason) {
    if (process != null) {
      process.kill(reason);
    }
  }

  private synchronized Recorder.End end(SandboxExit exit, SdkSession session) {
    List<LimitHit> hits = new ArrayList<>(exit.limitHits());
    hits.addAll(session.limitHits());
    recorder.eventHit().ifPresent(hits::add);
    session.close();
    if (nextCheck != null) {
      nextCheck.run();
      nextCheck = null;
    }
    int code = exit.exitCode();
    return switch (exit.cause()) {
      case EXITED ->
          code == 0
              ? end(exit, hits, ExecutionStatus.COMPLETED, code, "")
              : end(exit, hits, ExecutionStatus.FAILED, code, "exited with code " + code);
      case KILLED -> killed(exit, hits, code);
      case TIMEOUT -> end(exit, hits, ExecutionStatus.FAILED, TIMEOUT_EXIT_CODE, exit.reason());
      case MEMORY, LIMIT, NOT_STARTED ->
          end(exit, hits, ExecutionStatus.FAILED, code, exit.reason());
    };
  }

  private Recorder.End killed(SandboxExit exit, List<LimitHit> hits, int code) {
    if (failure != null) {
      hits.add(new LimitHit("heartbeat", MISSES * HEARTBEAT.toSeconds() + " s", 1, true));
      return end(exit, hits, ExecutionStatus.FAILED, code, failure);
    }
    return stopReason == null
        ? end(exit, hits, ExecutionStatus.FAILED, code, exit.reason())
        : end(exit, hits, ExecutionStatus.STOPPED, code, stopReason);
  }

  private Recorder.End end(
      SandboxExit exit, List<LimitHit> hits, ExecutionStatus status, int code, String reason) {
    boolean timedOut = exit.cause() == SandboxExit.Cause.TIMEOUT;
    boolean breach =
        switch (exit.cause()) {
          case MEMORY, LIMIT -> true;
          case KILLED -> failure != null;
          case EXITED, TIMEOUT, NOT_STARTED -> false;
        };
    return new Recorder.End(
        status,
        OptionalInt.of(code),
        timedOut,
        breach,
        reason,
        exit.droppedLines(),
        new Consumption(
            hits, false, exit.usage().cpu(), exit.usage().peakMemoryBytes(), queries.total()));
  }

  static Recorder.End stopped(String reason) {
    return new Recorder.End(ExecutionStatus.STOPPED, reason);
  }

  private static Recorder.End notStarted(RuntimeException e) {
    String why = e instanceof CoralException coral ? coral.sentence() : e.toString();
    return new Recorder.End(ExecutionStatus.FAILED, "could not be started: " + why);
  }
}
