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

/**
 * Stores a sample of the host at once and then once an interval, on a thread of its own, until
 * closed.
 */
public final class HostSampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostSampler.class);

  private final Function<Instant, List<TelemetryRow>> sample;
  private final TelemetryStore store;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-host-metrics").daemon().factory());
  private boolean failing;

  HostSampler(
      Function<Instant, List<TelemetryRow>> sample,
      TelemetryStore store,
      Clock clock,
      Duration interval) {
    this.sample = sample;
    this.store = store;
    this.clock = clock;
    var _ = thread.scheduleAtFixedRate(this::take, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  public static HostSampler of(Supplier<OshiHost> host, TelemetryStore store, Duration interval) {
    return new HostSampler(
        time -> new HostMetrics(host.get()).sample(time), store, Clock.systemUTC(), interval);
  }

  /** A sample that fails is left out; the first of several in a row is logged. */
  private void take() {
    try {
      store.append(sample.apply(clock.instant().truncatedTo(ChronoUnit.MICROS)));
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("Host metrics are missing from now on; they are tried again each interval.", e);
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("Reading the host's metrics has not ended within 5 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
