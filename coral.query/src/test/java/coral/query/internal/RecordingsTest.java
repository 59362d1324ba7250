// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryOrigin;
import coral.api.query.QueryRecording;
import coral.api.query.QueryRecording.Statement;
import coral.api.query.QueryRequest;
import coral.api.query.QueryUsage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordingsTest {
  private static final UUID EXECUTION = new UUID(1, 1);
  private static final QueryOrigin SCRIPT = QueryOrigin.script("a", new UUID(0, 1), EXECUTION);
  private static final QueryOrigin OTHER = QueryOrigin.script("a", new UUID(0, 1), new UUID(1, 2));

  private final Ledger ledger = new Ledger(Duration.ofHours(1), Clock.systemUTC(), () -> 0);

  @Test
  void keepsWhatOneExecutionAskedAsItWasWritten() {
    QueryRecording recording = ledger.record(EXECUTION, 10);
    run(SCRIPT, "FROM functions");
    run(OTHER, "FROM others");
    ledger.refused(SCRIPT, "DROP TABLE functions", "only SELECT may be run");

    assertThat(recording.statements())
        .containsExactly(
            new Statement(
                "FROM functions",
                "done",
                3,
                true,
                Duration.ofMillis(7),
                Duration.ofMillis(5),
                List.of("LIMIT 10000"),
                ""),
            new Statement(
                "DROP TABLE functions",
                "refused",
                0,
                false,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                "only SELECT may be run"));
    assertThat(recording.leftOut()).isZero();
  }

  @Test
  void countsWhatItDoesNotKeep() {
    QueryRecording recording = ledger.record(EXECUTION, 2);
    for (int i = 0; i < 5; i++) {
      run(SCRIPT, "SELECT " + i);
    }
    assertThat(recording.statements())
        .extracting(Statement::sql)
        .containsExactly("SELECT 0", "SELECT 1");
    assertThat(recording.leftOut()).isEqualTo(3);
  }

  @Test
  void keepsTheBeginningOfWhatIsLong() {
    QueryRecording recording = ledger.record(EXECUTION, 2);
    run(SCRIPT, "x".repeat(100_000));
    ledger.refused(SCRIPT, "y".repeat(100_000), "z".repeat(100_000));
    assertThat(recording.statements())
        .hasSize(2)
        .allSatisfy(statement -> assertThat(statement.sql()).hasSize(SlowQueries.SQL_CHARS + 1));
    assertThat(recording.statements().getLast().error()).hasSize(SlowQueries.SQL_CHARS + 1);
  }

  @Test
  void recordsNoMoreOnceItIsClosed() {
    QueryRecording recording = ledger.record(EXECUTION, 2);
    run(SCRIPT, "SELECT 1");
    recording.close();
    run(SCRIPT, "SELECT 2");
    assertThat(recording.statements()).hasSize(1);
  }

  private void run(QueryOrigin origin, String written) {
    QueryRequest request =
        new QueryRequest(
            "SELECT * FROM (" + written + ") LIMIT 10001",
            List.of(),
            Duration.ofSeconds(1),
            10,
            10,
            origin,
            written,
            List.of("LIMIT 10000"));
    ledger.begin(origin);
    ledger.end(
        new Ledger.Entry(
            request,
            Outcome.DONE,
            new QueryUsage(1, 0, 0, 0, 1, 3, 1, Duration.ofMillis(7), Duration.ofMillis(5)),
            ""));
  }
}
