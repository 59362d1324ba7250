// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Senders that each have one batch of new spans under way. They share the machine's cores with what
 * is measured, so their processor time is part of the result.
 */
final class SpanLoad implements AutoCloseable {
  private static final int SENDERS = 4;
  private static final int BATCH = 512;
  private static final int WARM_UP_BATCHES = 50;

  private final List<SpanSender> senders = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);

  SpanLoad(String address) {
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new SpanSender(address));
    }
  }

  /**
   * @param spans that were acknowledged
   * @param batches that were acknowledged
   * @param refusals batches that had to be sent again
   * @param elapsed wall time
   * @param cpu processor time of this process
   */
  record Result(long spans, long batches, long refusals, Duration elapsed, Duration cpu) {
    double rate() {
      return spans * 1e9 / elapsed.toNanos();
    }
  }

  void warmUp() throws Exception {
    sendAll((_, sent) -> sent < WARM_UP_BATCHES);
  }

  Result run(Duration time) throws Exception {
    long spansBefore = acknowledged();
    long refusalsBefore = refusals();
    Duration cpuBefore = CpuTime.of(ProcessHandle.current()).own();
    long from = System.nanoTime();
    sendAll((now, _) -> now - from < time.toNanos());
    Duration elapsed = Duration.ofNanos(System.nanoTime() - from);
    Duration cpu = CpuTime.of(ProcessHandle.current()).own().minus(cpuBefore);
    long spans = acknowledged() - spansBefore;
    return new Result(spans, spans / BATCH, refusals() - refusalsBefore, elapsed, cpu);
  }

  private interface More {
    boolean wanted(long now, int sent);
  }

  private void sendAll(More more) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      SpanSender sender = senders.get(i);
      Spans spans = new Spans("bench-" + i, i);
      running.add(
          threads.submit(
              () -> {
                for (int sent = 0; more.wanted(System.nanoTime(), sent); sent++) {
                  sender.send(spans.batch(BATCH, Instant.now()));
                }
                return null;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
  }

  /** Spans that were acknowledged since the beginning. */
  long acknowledged() {
    return senders.stream().mapToLong(SpanSender::acknowledged).sum();
  }

  private long refusals() {
    return senders.stream().mapToLong(SpanSender::refusals).sum();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    senders.forEach(SpanSender::close);
  }
}
