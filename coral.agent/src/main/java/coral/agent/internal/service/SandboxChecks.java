// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.service;

import coral.agent.internal.wire.SandboxWire;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.Check;
import coral.api.sandbox.Sandbox;
import coral.proto.agent.v1.CheckSandboxResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Tries the agent's sandbox when asked to. One check at a time, whichever way the requests come:
 * each takes up a script's memory and time.
 */
public final class SandboxChecks {
  /** A sandbox that cannot be tried within this time is given up. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private final Supplier<Optional<Sandbox>> sandbox;
  private final Supplier<Optional<String>> refusal;
  private final Duration limit;
  private final Semaphore one = new Semaphore(1);

  /**
   * @param refusal why the agent runs no scripts; empty: it does
   */
  public SandboxChecks(
      Supplier<Optional<Sandbox>> sandbox, Supplier<Optional<String>> refusal, Duration limit) {
    this.sandbox = sandbox;
    this.refusal = refusal;
    this.limit = limit;
  }

  /**
   * Waits for the outcome.
   *
   * @throws CoralException UNAVAILABLE when there is nothing to check now or a check is running,
   *     TIMEOUT when the check takes too long
   */
  CheckSandboxResponse check() {
    Sandbox present =
        sandbox
            .get()
            .orElseThrow(
                () ->
                    new CoralException(
                        ErrorCode.UNAVAILABLE, "the sandbox is away; try again in a second"));
    if (!one.tryAcquire()) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "this agent's sandbox is being checked already; try again in a minute");
    }
    List<Check> checks = within(present::check);
    return SandboxWire.toWire(checks, present.info(), refusal.get().orElse(""));
  }

  /** The next one may start once this one has ended, which may be after its time. */
  private List<Check> within(Callable<List<Check>> check) {
    FutureTask<List<Check>> task = new FutureTask<>(check);
    Thread worker =
        Thread.ofVirtual()
            .name("coral-sandbox-check")
            .start(
                () -> {
                  try {
                    task.run();
                  } finally {
                    one.release();
                  }
                });
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      worker.interrupt();
      throw new CoralException(
          ErrorCode.TIMEOUT,
          "the sandbox could not be checked within %d s; the machine may be overloaded"
              .formatted(limit.toSeconds()),
          e);
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new CoralException(ErrorCode.CANCELLED, "the agent is stopping", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CoralException told
          ? told
          : new CoralException(
              ErrorCode.INTERNAL, "the sandbox's check failed: " + e.getCause(), e.getCause());
    }
  }
}
