// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import coral.agent.internal.execution.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time by the JVM's clock; tasks run on the given executor, so that none makes another late. */
final class ScheduledTimer implements Timer, AutoCloseable {
  private final ScheduledExecutorService clock;
  private final Executor tasks;

  ScheduledTimer(String name, Executor tasks) {
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    this.tasks = tasks;
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Future<?> scheduled =
        clock.schedule(() -> tasks.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
