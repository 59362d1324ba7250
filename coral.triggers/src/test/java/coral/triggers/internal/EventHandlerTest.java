// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventHandlerTest {
  private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final UUID SCRIPT = new UUID(0, 1);

  private final FakeTime time = new FakeTime(START);
  private final FakeQueries engine = new FakeQueries();
  private final Conditions conditions = new Conditions();
  private final RecordedFirings fired = new RecordedFirings();

  @BeforeEach
  void bind() {
    conditions.bind(FakeQueries.GUARD);
    conditions.bind(engine);
  }

  @Test
  void evaluatesAtOnceAndThenAtAFixedRate() {
    List<Instant> evaluations = recordEvaluations(Duration.ZERO);
    start();
    time.advance(Duration.ZERO);
    assertThat(evaluations).containsExactly(START);

    time.advance(Duration.ofMinutes(1));

    assertThat(evaluations).hasSize(7);
    assertThat(evaluations.get(1)).isBeforeOrEqualTo(START.plus(INTERVAL));
    for (int i = 2; i < evaluations.size(); i++) {
      assertThat(evaluations.get(i)).isEqualTo(evaluations.get(i - 1).plus(INTERVAL));
    }
  }

  @Test
  void chargesItsScript() {
    start();
    time.advance(Duration.ZERO);

    assertThat(engine.requests())
        .extracting(QueryRequest::origin)
        .containsExactly(new QueryOrigin("alert", Optional.of(SCRIPT), Optional.empty()));
  }

  @Test
  void leavesOutEvaluationsThatWereDueDuringASlowOne() {
    List<Instant> evaluations = recordEvaluations(Duration.ofSeconds(25));
    start();

    time.advance(Duration.ofMinutes(2));

    for (int i = 2; i < evaluations.size(); i++) {
      assertThat(evaluations.get(i))
          .isEqualTo(evaluations.get(i - 1).plus(INTERVAL.multipliedBy(3)));
    }
    assertThat(evaluations).hasSizeBetween(4, 5);
  }

  @Test
  void hasAtMostOneEvaluationWaitingOrRunning() {
    List<Integer> waiting = new ArrayList<>();
    engine.answers(
        () -> {
          waiting.add(time.waiting());
          return QueryResults.of(true);
        });
    start();
    for (int i = 0; i < 5; i++) {
      assertThat(time.waiting()).isEqualTo(1);
      time.advance(INTERVAL);
    }
    assertThat(waiting).isNotEmpty().containsOnly(0);
  }

  @Test
  void firesWithTheValueWhenTheConditionBecomesTrue() {
    start();
    time.advance(INTERVAL);
    assertThat(fired.causes()).isEmpty();

    engine.answers(() -> QueryResults.of(17));
    time.advance(INTERVAL.multipliedBy(3));

    assertThat(fired.causes()).containsExactly("condition is true: 17");
  }

  @Test
  void takesWhatIsTrueAtItsFirstEvaluationForWhatAnEarlierHandlerFiredFor() {
    engine.answers(true);
    start(Trigger.When.BECOMES_TRUE, Optional.of(START.minusSeconds(3_600)));
    time.advance(INTERVAL.multipliedBy(2));
    assertThat(fired.causes()).isEmpty();

    engine.answers(false);
    time.advance(INTERVAL);
    engine.answers(true);
    time.advance(INTERVAL);

    assertThat(fired.causes()).containsExactly("condition is true");
  }

  @Test
  void saysOnceThatItIsInTroubleAndOnceThatItIsNoMore() {
    start();
    time.advance(INTERVAL);
    conditions.unbind(engine);
    time.advance(INTERVAL.multipliedBy(5));

    assertThat(fired.trouble()).contains("query engine");
    assertThat(fired.troubles()).hasSize(2).startsWith("");

    conditions.bind(engine);
    time.advance(INTERVAL.multipliedBy(5));

    assertThat(fired.trouble()).isEmpty();
    assertThat(fired.troubles()).hasSize(3);
  }

  @Test
  void saysItWhenTheTroubleIsAnother() {
    engine.answers(EventHandlerTest::timeOut);
    start();
    time.advance(INTERVAL.multipliedBy(2));
    conditions.bind(FakeQueries.refusing("new rules"));
    time.advance(INTERVAL.multipliedBy(2));

    assertThat(fired.troubles()).containsExactly("took too long", "new rules");
  }

  @Test
  void clearsTheTroubleOfAnEarlierHandler() {
    fired.trouble("said by the handler before");
    start();
    time.advance(Duration.ZERO);

    assertThat(fired.trouble()).isEmpty();
  }

  @Test
  void neitherFiresNorForgetsForAFailedEvaluation() {
    engine.answers(true);
    start();
    time.advance(INTERVAL);
    engine.answers(EventHandlerTest::timeOut);
    time.advance(INTERVAL.multipliedBy(2));
    engine.answers(true);
    time.advance(INTERVAL.multipliedBy(2));

    assertThat(fired.causes()).hasSize(1);
  }

  @Test
  void goesOnAfterAFaultOfTheEngine() {
    engine.answers(
        () -> {
          throw new NoClassDefFoundError("gone with its bundle");
        });
    start();
    time.advance(INTERVAL);
    assertThat(fired.trouble()).contains("gone with its bundle");

    engine.answers(true);
    time.advance(INTERVAL);

    assertThat(fired.trouble()).isEmpty();
    assertThat(fired.causes()).hasSize(1);
  }

  @Test
  void goesOnWithAnotherEngine() {
    FakeQueries successor = new FakeQueries();
    successor.answers(true);
    start();
    time.advance(INTERVAL);
    int before = engine.requests().size();

    conditions.bind(successor);
    conditions.unbind(engine);
    time.advance(INTERVAL);

    assertThat(engine.requests()).hasSize(before);
    assertThat(fired.causes()).hasSize(1);
    assertThat(fired.troubles()).containsExactly("");
  }

  @Test
  void endsWhenClosed() {
    engine.answers(true);
    EventHandler handler = start();
    handler.close();
    time.advance(INTERVAL.multipliedBy(5));

    assertThat(engine.requests()).isEmpty();
    assertThat(fired.causes()).isEmpty();
    assertThat(time.waiting()).isZero();
  }

  @Test
  void saysNothingOfAnEvaluationDuringWhichItIsClosed() {
    List<EventHandler> handlers = new ArrayList<>();
    engine.answers(
        () -> {
          handlers.getFirst().close();
          return QueryResults.of(true);
        });
    handlers.add(start());
    time.advance(INTERVAL.multipliedBy(5));

    assertThat(engine.requests()).hasSize(1);
    assertThat(fired.causes()).isEmpty();
    assertThat(fired.troubles()).isEmpty();
    assertThat(time.waiting()).isZero();
  }

  private EventHandler start() {
    return start(Trigger.When.BECOMES_TRUE, Optional.empty());
  }

  private EventHandler start(Trigger.When when, Optional<Instant> lastFired) {
    Trigger.Event event =
        new Trigger.Event("SELECT 1", INTERVAL, when, Duration.ZERO, Duration.ZERO);
    EventHandler handler =
        new EventHandler(
            new TriggerRequest(SCRIPT, "alert", "agent-1", event, START, lastFired),
            event,
            fired,
            conditions,
            time,
            time.clock());
    handler.start();
    return handler;
  }

  private List<Instant> recordEvaluations(Duration duration) {
    List<Instant> evaluations = new ArrayList<>();
    engine.answers(
        () -> {
          evaluations.add(time.now());
          time.pass(duration);
          return QueryResults.of(false);
        });
    return evaluations;
  }

  private static QueryResult timeOut() {
    throw new CoralException(ErrorCode.TIMEOUT, "took too long");
  }
}
