// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.handover.ProcessSpawner;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts put together, and their order of ending. */
final class QueryService implements AutoCloseable {
  /** One starts workers and waits for them, the other keeps time. */
  private static final int SCHEDULER_THREADS = 2;

  private final SegmentFeed segments;
  private final WorkerQueryEngine engine;
  private final WorkerGroup group;

  /**
   * @param files asked for beside the activation, as it may take a while
   * @param directory where segments will most likely lie
   */
  QueryService(
      QuerySettings settings, ProcessSpawner spawner, Supplier<WorkerFiles> files, Path directory) {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            SCHEDULER_THREADS, Thread.ofPlatform().daemon().name("coral-query-", 0).factory());
    scheduler.setRemoveOnCancelPolicy(true);
    WorkerLauncher launcher = new WorkerLauncher(spawner, files, settings);
    group = new WorkerGroup(settings);
    Replacement replacement = new Replacement();
    segments = new SegmentFeed(directory, new SegmentAccess(WorkerLauncher.isRoot()), replacement);
    Workers workers = new Workers(launcher, segments, group, scheduler);
    replacement.workers = workers;
    engine = new WorkerQueryEngine(settings, workers, scheduler);
    workers.start();
  }

  WorkerQueryEngine engine() {
    return engine;
  }

  SegmentFeed segments() {
    return segments;
  }

  WorkerGroup group() {
    return group;
  }

  @Override
  public void close() {
    engine.close();
    segments.close();
  }

  /** Feed and workers need each other. */
  private static final class Replacement implements Runnable {
    private volatile @Nullable Workers workers;

    @Override
    public void run() {
      Workers present = workers;
      if (present != null) {
        present.replace();
      }
    }
  }
}
