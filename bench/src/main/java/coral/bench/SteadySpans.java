// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One sender of spans at a fixed rate; what it could not send in time it sends as soon as it can.
 */
final class SteadySpans implements AutoCloseable {
  private static final int BATCH = 500;
  private static final long STOP_SECONDS = 60;

  private final SpanSender sender;
  private final Spans spans = new Spans("soak", 1);
  private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final long from = System.nanoTime();
  private Duration time = Duration.ZERO;

  SteadySpans(String address, int perSecond) {
    sender = new SpanSender(address);
    long interval = TimeUnit.SECONDS.toNanos(1) * BATCH / perSecond;
    var _ = thread.scheduleAtFixedRate(this::send, 0, interval, TimeUnit.NANOSECONDS);
  }

  private void send() {
    long before = System.nanoTime();
    try {
      sender.send(spans.batch(BATCH, Instant.now()));
      millis.add((System.nanoTime() - before) / 1e6);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what was begun, and no more. */
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "the OTLP receiver has not answered for %d s".formatted(STOP_SECONDS));
    }
    time = Duration.ofNanos(System.nanoTime() - from);
  }

  /** Once it is stopped. */
  double rate() {
    return sender.acknowledged() * 1e9 / time.toNanos();
  }

  /** Once it is stopped. */
  long acknowledged() {
    return sender.acknowledged();
  }

  /** Until a batch was acknowledged. */
  Samples latency() {
    return Samples.of(List.copyOf(millis));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    sender.close();
  }
}
