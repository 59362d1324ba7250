// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryOrigin;
import coral.api.query.QueryReport;
import coral.api.query.QueryRequest;
import coral.api.query.QueryUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID SCRIPT = new UUID(0, 1);
  private static final QueryOrigin FIRST = QueryOrigin.script("a", SCRIPT, new UUID(1, 1));
  private static final QueryOrigin SECOND = QueryOrigin.script("a", SCRIPT, new UUID(1, 2));
  private static final QueryOrigin PART = QueryOrigin.part("conditions");

  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Ledger ledger =
      new Ledger(
          Duration.ofMillis(500),
          new Clock() {
            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return clock.instant();
            }
          },
          () -> 3);

  @Test
  void sumsUpByExecutionByScriptAndInTotal() {
    run(FIRST, Outcome.DONE, 10, 100);
    run(SECOND, Outcome.DONE, 5, 50);
    run(PART, Outcome.FAILED, 0, 1);
    ledger.refused(FIRST, "DROP TABLE t", "no");

    assertThat(ledger.usage(FIRST.executionId().orElseThrow())).isEqualTo(usage(1, 0, 1, 10, 100));
    QueryReport report = ledger.report();
    assertThat(report.total()).isEqualTo(usage(2, 1, 1, 15, 151));
    assertThat(report.scripts())
        .containsExactly(
            new QueryReport.Script(FIRST, 0, usage(2, 0, 1, 15, 150)),
            new QueryReport.Script(PART, 0, usage(0, 1, 0, 0, 1)));
    assertThat(report.workerRestarts()).isEqualTo(3);
  }

  @Test
  void countsWhatRuns() {
    ledger.begin(FIRST);
    ledger.begin(PART);
    assertThat(ledger.report().running()).isEqualTo(2);
    assertThat(ledger.report().scripts())
        .extracting(QueryReport.Script::running)
        .containsExactly(1, 1);
    ledger.end(entry(FIRST, Outcome.CUT_OFF, 0, 7));
    assertThat(ledger.report().running()).isEqualTo(1);
    assertThat(ledger.report().total().cutOff()).isEqualTo(1);
  }

  @Test
  void knowsNothingOfAnExecutionThatHasNotAsked() {
    assertThat(ledger.usage(UUID.randomUUID())).isEqualTo(QueryUsage.NONE);
  }

  @Test
  void keepsTheSlowestOfTheLastHour() {
    run(PART, Outcome.DONE, 1, 499);
    for (int i = 0; i <= SlowQueries.KEPT; i++) {
      run(FIRST, Outcome.DONE, i, 500 + i);
    }
    assertThat(ledger.report().slow()).hasSize(SlowQueries.KEPT);
    assertThat(ledger.report().slow().getFirst())
        .isEqualTo(
            new QueryReport.Slow(
                NOW,
                FIRST,
                "SELECT 1",
                Duration.ofMillis(520),
                Duration.ofMillis(520),
                20,
                "done"));
    assertThat(ledger.report().slow().getLast().time()).isEqualTo(Duration.ofMillis(501));

    clock = Clock.offset(clock, SlowQueries.MEMORY.plusMillis(1));
    assertThat(ledger.report().slow()).isEmpty();
  }

  @Test
  void cutsLongStatements() {
    ledger.begin(PART);
    QueryUsage slow = entry(PART, Outcome.CUT_OFF, 0, 900).usage();
    ledger.end(new Ledger.Entry(request(PART, "x".repeat(100_000)), Outcome.CUT_OFF, slow, "late"));
    assertThat(ledger.report().slow().getFirst().sql()).hasSize(SlowQueries.SQL_CHARS + 1);
    assertThat(ledger.report().slow().getFirst().outcome()).isEqualTo("cut off");
  }

  @Test
  void forgetsWhoHasNotAskedForLong() {
    run(FIRST, Outcome.DONE, 1, 1);
    for (int i = 0; i < 3_000; i++) {
      run(QueryOrigin.script("s", UUID.randomUUID(), UUID.randomUUID()), Outcome.DONE, 1, 1);
    }
    assertThat(ledger.usage(FIRST.executionId().orElseThrow())).isEqualTo(QueryUsage.NONE);
    assertThat(ledger.report().scripts()).hasSize(500);
    assertThat(ledger.report().total().done()).isEqualTo(3_001);
  }

  private void run(QueryOrigin origin, Outcome outcome, long rows, long millis) {
    ledger.begin(origin);
    ledger.end(entry(origin, outcome, rows, millis));
  }

  private static Ledger.Entry entry(QueryOrigin origin, Outcome outcome, long rows, long millis) {
    Duration time = Duration.ofMillis(millis);
    return new Ledger.Entry(
        request(origin, "SELECT 1"),
        outcome,
        new QueryUsage(
            outcome == Outcome.DONE ? 1 : 0,
            outcome == Outcome.FAILED ? 1 : 0,
            0,
            outcome == Outcome.CUT_OFF ? 1 : 0,
            0,
            rows,
            0,
            time,
            time),
        outcome == Outcome.DONE ? "" : "why");
  }

  private static QueryRequest request(QueryOrigin origin, String sql) {
    return new QueryRequest(sql, List.of(), Duration.ofSeconds(1), 10, 10, origin);
  }

  private static QueryUsage usage(long done, long failed, long refused, long rows, long millis) {
    Duration time = Duration.ofMillis(millis);
    return new QueryUsage(done, failed, refused, 0, 0, rows, 0, time, time);
  }
}
