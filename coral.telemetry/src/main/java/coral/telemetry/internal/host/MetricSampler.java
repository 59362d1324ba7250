// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores a sample at once and then once an interval, on a thread of its own, until closed. */
public final class MetricSampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricSampler.class);

  private final Function<Instant, List<TelemetryRow>> sample;
  private final TelemetryStore store;
  private final Clock clock;
  private final ScheduledExecutorService thread;
  private final String name;
  private boolean failing;

  private MetricSampler(
      String name,
      Function<Instant, List<TelemetryRow>> sample,
      TelemetryStore store,
      Clock clock,
      Duration interval) {
    this.sample = sample;
    this.store = store;
    this.clock = clock;
    this.name = name;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
    var _ = thread.scheduleAtFixedRate(this::take, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Of the host. */
  public static MetricSampler of(Supplier<OshiHost> host, TelemetryStore store, Duration interval) {
    return of(
        "coral-host-metrics", time -> new HostMetrics(host.get()).sample(time), store, interval);
  }

  /**
   * Of anything.
   *
   * @param name of the thread
   */
  public static MetricSampler of(
      String name,
      Function<Instant, List<TelemetryRow>> sample,
      TelemetryStore store,
      Duration interval) {
    return new MetricSampler(name, sample, store, Clock.systemUTC(), interval);
  }

  /** A sample that fails is left out; the first of several in a row is logged. */
  private void take() {
    try {
      store.append(sample.apply(clock.instant().truncatedTo(ChronoUnit.MICROS)));
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("Samples of {} are missing from now on; each interval tries again.", name, e);
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("Reading {} has not ended within 5 s.", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
