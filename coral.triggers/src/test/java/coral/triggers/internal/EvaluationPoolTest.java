// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationPoolTest {
  private final EvaluationPool pool = new EvaluationPool();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final CountDownLatch open = new CountDownLatch(1);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void runsAtMostFourAtATime() throws InterruptedException {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger running = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      pool.after(
          Duration.ZERO,
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            block();
            running.decrementAndGet();
            all.countDown();
          });
    }
    await().untilAsserted(() -> assertThat(begun).hasValue(EvaluationPool.CONCURRENT));

    open.countDown();

    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(EvaluationPool.CONCURRENT);
  }

  @Test
  void interruptsARunningOneThatIsCancelled() {
    Runnable cancel = pool.after(Duration.ZERO, this::block);
    await().untilAsserted(() -> assertThat(begun).hasValue(1));

    cancel.run();

    await().untilAsserted(() -> assertThat(interrupted).hasValue(1));
  }

  @Test
  void neverBeginsOneThatIsCancelledBefore() {
    pool.after(Duration.ofDays(1), this::block).run();
    for (int i = 0; i < EvaluationPool.CONCURRENT; i++) {
      pool.after(Duration.ZERO, this::block);
    }
    await().untilAsserted(() -> assertThat(begun).hasValue(EvaluationPool.CONCURRENT));
    Runnable waitsForAPlace = pool.after(Duration.ZERO, this::block);

    waitsForAPlace.run();
    open.countDown();
    pool.after(Duration.ZERO, this::block);

    await().untilAsserted(() -> assertThat(ended).hasValue(EvaluationPool.CONCURRENT + 1));
    assertThat(begun).hasValue(EvaluationPool.CONCURRENT + 1);
  }

  @Test
  void hasEndedAllWhenItIsClosed() {
    for (int i = 0; i < EvaluationPool.CONCURRENT + 3; i++) {
      pool.after(Duration.ZERO, this::block);
    }
    await().untilAsserted(() -> assertThat(begun).hasValue(EvaluationPool.CONCURRENT));

    pool.close();

    assertThat(interrupted).hasValue(EvaluationPool.CONCURRENT);
    pool.after(Duration.ZERO, this::block).run();
    assertThat(begun).hasValue(EvaluationPool.CONCURRENT);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("coral-event-timer")));
  }

  private void block() {
    begun.incrementAndGet();
    try {
      open.await();
      ended.incrementAndGet();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
    }
  }
}
