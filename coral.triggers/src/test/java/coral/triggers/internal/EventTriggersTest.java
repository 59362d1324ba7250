// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventTriggersTest {
  private static final Trigger EVENT = new Trigger.Event("SELECT 1", Duration.ofSeconds(1));

  private final EventTriggers triggers = new EventTriggers();
  private final FakeQueries engine = new FakeQueries();
  private final RecordedFirings fired = new RecordedFirings();

  @AfterEach
  void close() {
    triggers.close();
  }

  @Test
  void firesForWhatTheEngineSays() {
    triggers.bindGuard(FakeQueries.GUARD);
    triggers.bindEngine(engine);
    engine.answers(() -> QueryResults.of(17));

    try (TriggerHandler _ = triggers.create(request(EVENT), fired)) {
      await()
          .untilAsserted(() -> assertThat(fired.causes()).containsExactly("condition is true: 17"));
    }
  }

  @Test
  void makesAHandlerWhileGuardAndEngineAreAway() {
    engine.answers(true);
    try (TriggerHandler _ = triggers.create(request(EVENT), fired)) {
      await().untilAsserted(() -> assertThat(fired.trouble()).contains("query guard"));
      triggers.bindGuard(FakeQueries.GUARD);
      await().untilAsserted(() -> assertThat(fired.trouble()).contains("query engine"));
      triggers.bindEngine(engine);
      await().untilAsserted(() -> assertThat(fired.causes()).hasSize(1));
      assertThat(fired.trouble()).isEmpty();
    }
  }

  @Test
  void closingAHandlerEndsItsRunningEvaluation() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    triggers.bindGuard(FakeQueries.GUARD);
    triggers.bindEngine(engine);
    engine.answers(
        () -> {
          try {
            never.await();
            return QueryResults.of(true);
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
          }
        });
    TriggerHandler handler = triggers.create(request(EVENT), fired);
    await().untilAsserted(() -> assertThat(engine.requests()).hasSize(1));

    handler.close();

    await().untilAsserted(() -> assertThat(interrupted).hasValue(1));
    assertThat(fired.causes()).isEmpty();
    assertThat(fired.troubles()).isEmpty();
  }

  @Test
  void refusesConditionsThatTheGuardRefuses() {
    triggers.bindGuard(FakeQueries.refusing("There is no statement; write one SELECT."));

    assertThatThrownBy(() -> triggers.check(EVENT))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("There is no statement; write one SELECT.");
  }

  @Test
  void refusesTriggersOfOtherTypes() {
    assertThatThrownBy(() -> triggers.check(Trigger.MANUAL))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"manual\"");
    assertThatThrownBy(() -> triggers.create(request(new Trigger.Custom("event", "{}")), fired))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"event\"");
  }

  private static TriggerRequest request(Trigger trigger) {
    return new TriggerRequest(
        new UUID(0, 1), "alert", "agent-1", trigger, Instant.now(), Optional.empty());
  }
}
