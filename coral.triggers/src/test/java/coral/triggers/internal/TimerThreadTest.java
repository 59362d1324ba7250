// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerThreadTest {
  private final TimerThread timer = new TimerThread("timer-thread-test");

  @AfterEach
  void close() {
    timer.close();
  }

  @Test
  void keepsNothingOfATaskThatWasTakenBack() {
    Runnable takeBack = timer.after(Duration.ofHours(1), () -> {});
    assertThat(timer.waiting()).isOne();
    takeBack.run();
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void goesOnAfterATaskThatFails() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    timer.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("for the test");
        });
    timer.after(Duration.ZERO, ran::countDown);
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void dropsWhatComesAfterItIsClosed() {
    timer.close();
    timer.after(Duration.ZERO, () -> {}).run();
    assertThat(timer.waiting()).isZero();
  }
}
