// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryGuard;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionsTest {
  private static final QueryOrigin OWNER = QueryOrigin.part("owner");
  private static final String SQL = "SELECT count(*) > 3 FROM otel_spans_local";
  private static final String GUARDED = "guarded(" + SQL + ", 1, PT1H)";

  private final Conditions conditions = new Conditions();
  private final FakeQueries engine = new FakeQueries();

  @Test
  void runsWhatTheGuardMadeOfIt() throws InterruptedException {
    conditions.bind(FakeQueries.GUARD);
    conditions.bind(engine);
    engine.answers(() -> QueryResults.of(17));

    assertThat(conditions.evaluate(SQL, OWNER)).isEqualTo(new FirstValue(true, "17"));
    assertThat(engine.requests())
        .containsExactly(
            new QueryRequest(
                GUARDED, List.of(), Conditions.TIMEOUT, 1, Conditions.MAX_BYTES, OWNER));
  }

  @Test
  void checksAnewWhetherEachEvaluationMayRun() throws InterruptedException {
    conditions.bind(FakeQueries.GUARD);
    conditions.bind(engine);
    conditions.evaluate(SQL, OWNER);

    conditions.bind(FakeQueries.refusing("no longer"));

    assertFails(() -> conditions.evaluate(SQL, OWNER), ErrorCode.QUERY_REFUSED, "no longer");
    assertThat(engine.requests()).hasSize(1);
  }

  @Test
  void saysWhatItLacks() {
    conditions.bind(engine);
    assertFails(() -> conditions.evaluate(SQL, OWNER), ErrorCode.UNAVAILABLE, "query guard");
    assertFails(() -> conditions.check(SQL), ErrorCode.UNAVAILABLE, "query guard");

    conditions.bind(FakeQueries.GUARD);
    conditions.unbind(engine);
    assertFails(() -> conditions.evaluate(SQL, OWNER), ErrorCode.UNAVAILABLE, "query engine");
    assertThat(engine.requests()).isEmpty();
  }

  @Test
  void keepsASuccessorWhenItsPredecessorGoes() throws InterruptedException {
    FakeQueries successor = new FakeQueries();
    QueryGuard predecessor = FakeQueries.refusing("old rules");
    conditions.bind(predecessor);
    conditions.bind(engine);
    conditions.bind(FakeQueries.GUARD);
    conditions.bind(successor);
    conditions.unbind(predecessor);
    conditions.unbind(engine);

    assertThat(conditions.evaluate(SQL, OWNER).isTrue()).isFalse();
    assertThat(successor.requests()).hasSize(1);
    assertThat(engine.requests()).isEmpty();
  }

  @Test
  void refusesAConditionThatTheGuardRefuses() {
    conditions.bind(FakeQueries.refusing("Table \"users\" is no telemetry table."));
    conditions.bind(engine);

    assertFails(
        () -> conditions.check(SQL),
        ErrorCode.INVALID_ARGUMENT,
        "Table \"users\" is no telemetry table.");
    assertThat(engine.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"QUERY_FAILED", "QUERY_REFUSED"})
  void refusesAConditionThatDuckDbCannotRun(ErrorCode code) {
    conditions.bind(FakeQueries.GUARD);
    conditions.bind(engine);
    engine.answers(
        () -> {
          throw new CoralException(code, "Binder Error: column \"nope\" not found");
        });

    assertFails(
        () -> conditions.check(SQL),
        ErrorCode.INVALID_ARGUMENT,
        "Binder Error: column \"nope\" not found");
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMEOUT", "LIMIT_EXCEEDED", "UNAVAILABLE"})
  void doesNotHoldABusyEngineAgainstACondition(ErrorCode code) {
    conditions.bind(FakeQueries.GUARD);
    conditions.bind(engine);
    engine.answers(
        () -> {
          throw new CoralException(code, "not now");
        });

    assertThatCode(() -> conditions.check(SQL)).doesNotThrowAnyException();
  }

  @Test
  void triesAConditionForAShortTimeWhereThereIsAnEngine() throws InterruptedException {
    conditions.bind(FakeQueries.GUARD);
    conditions.check(SQL);

    conditions.bind(engine);
    conditions.check(SQL);

    assertThat(engine.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.sql()).isEqualTo(GUARDED);
              assertThat(request.timeout()).isEqualTo(Conditions.CHECK_TIMEOUT);
              assertThat(request.maxRows()).isEqualTo(1);
            });
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CoralException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
