// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryOrigin;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScriptCpuTest {
  private static final QueryOrigin A = QueryOrigin.script("a", new UUID(0, 1), UUID.randomUUID());
  private static final QueryOrigin B = QueryOrigin.script("b", new UUID(0, 2), UUID.randomUUID());

  private final AtomicLong now = new AtomicLong(1_000);
  private final ScriptCpu shares = new ScriptCpu(25, now::get);

  @Test
  void owesNothingBeforeItsShareOfTheWindowIsUsed() {
    shares.charge(A, Duration.ofSeconds(5));
    assertThat(shares.debt(A)).isZero();
  }

  @Test
  void waitsUntilWhatItOwesHasComeInAgain() {
    shares.charge(A, Duration.ofSeconds(6));
    assertThat(shares.debt(A)).isEqualTo(Duration.ofSeconds(4));
    pass(Duration.ofSeconds(3));
    assertThat(shares.debt(A)).isEqualTo(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(1));
    assertThat(shares.debt(A)).isZero();
  }

  @Test
  void savesNoMoreThanTheWindowsShare() {
    shares.charge(A, Duration.ofSeconds(1));
    pass(Duration.ofHours(1));
    shares.charge(A, Duration.ofSeconds(6));
    assertThat(shares.debt(A)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void keepsScriptsApartAndLeavesPartsOfCoralAlone() {
    shares.charge(A, Duration.ofSeconds(60));
    QueryOrigin part = QueryOrigin.part("condition");
    shares.charge(part, Duration.ofSeconds(60));
    assertThat(shares.debt(B)).isZero();
    assertThat(shares.debt(part)).isZero();
  }

  @Test
  void remembersDebtsOverManyScripts() {
    shares.charge(A, Duration.ofSeconds(60));
    for (int i = 0; i < 1_000; i++) {
      shares.charge(QueryOrigin.script("s", UUID.randomUUID(), UUID.randomUUID()), Duration.ZERO);
    }
    assertThat(shares.debt(A)).isPositive();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
