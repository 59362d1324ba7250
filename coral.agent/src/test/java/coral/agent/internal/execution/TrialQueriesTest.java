// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.query.QueryRecording;
import coral.api.query.QueryRecording.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialQueriesTest {
  @Test
  void keepsWhatTheEngineHasRecorded() {
    List<Statement> statements = List.of(statement("SELECT 1", ""), statement("SELECT 2", "why"));
    assertThat(TrialQueries.of(recording(statements, 3)))
        .isEqualTo(new TrialQueries(statements, 3));
  }

  @Test
  void keepsNoMoreThanFitsIntoAMessage() {
    List<Statement> large =
        Collections.nCopies(TrialQueries.MOST, statement("ü".repeat(1_000), "e".repeat(1_000)));
    TrialQueries queries = TrialQueries.of(recording(large, 5));
    // 2,000 bytes of SQL, 1,000 of the error, 3,000 of what was injected
    assertThat(queries.kept()).hasSize(TrialQueries.BYTES / 6_000);
    assertThat(queries.cut()).isEqualTo(5 + TrialQueries.MOST - queries.kept().size());
  }

  @Test
  void areToldByATrialWhichRecordsNoLongerThanItLasts(@TempDir Path directory) {
    TestAgent agent = new TestAgent(directory);
    List<Statement> statements = List.of(statement("SELECT 1", ""));
    AtomicInteger closed = new AtomicInteger();
    agent.recording = Optional.of(recording(statements, 2, closed::incrementAndGet));
    Trial trial = agent.executions.tryOut(Scripts.daemon("a"), Duration.ofSeconds(10));
    assertThat(closed).hasValue(0);
    agent.sandbox.last().exits(0);
    assertThat(trial.outcome().join().queries()).isEqualTo(statements);
    assertThat(trial.outcome().join().cutQueries()).isEqualTo(2);
    assertThat(closed).hasValue(1);

    agent.executions.policy(TestAgent.policy(false, 1));
    assertThatThrownBy(() -> agent.executions.tryOut(Scripts.daemon("a"), Duration.ofSeconds(10)))
        .hasMessage(Means.DISABLED);
    assertThat(closed).hasValue(2);
  }

  private static Statement statement(String sql, String error) {
    return new Statement(
        sql,
        "done",
        1,
        false,
        Duration.ZERO,
        Duration.ZERO,
        List.of("x".repeat(3 * error.length())),
        error);
  }

  private static QueryRecording recording(List<Statement> statements, long leftOut) {
    return recording(statements, leftOut, () -> {});
  }

  private static QueryRecording recording(
      List<Statement> statements, long leftOut, Runnable onClose) {
    return new QueryRecording() {
      @Override
      public List<Statement> statements() {
        return statements;
      }

      @Override
      public long leftOut() {
        return leftOut;
      }

      @Override
      public void close() {
        onClose.run();
      }
    };
  }
}
