// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryOrigin;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import coral.views.QueriesView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueryTextTest {
  private static final QueryOrigin ALERT =
      QueryOrigin.script("alert", UUID.randomUUID(), UUID.randomUUID());

  @Test
  void showsScriptsTotalAndSlowStatements() {
    QueryUsage usage =
        new QueryUsage(1, 2, 3, 4, 5, 6, 7, Duration.ofMillis(800), Duration.ofMillis(90));
    QueryReport report =
        new QueryReport(
            1,
            usage,
            2,
            List.of(new QueryReport.Script(ALERT, 1, usage)),
            List.of(
                new QueryReport.Slow(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    ALERT,
                    "SELECT 1\n  FROM t",
                    Duration.ofMillis(700),
                    Duration.ofMillis(80),
                    6,
                    "done")));
    assertThat(QueryText.of(QueriesView.of(report)))
        .isEqualTo(
            """
            WHO    RUNNING  DONE  FAILED  REFUSED  CUT OFF  ROWS  INJECTED  TIME MS  CPU MS
            alert  1        1     2       3        4        6     7         800      90
            total  1        1     2       3        4        6     7         800      90
            worker restarts: 2
            ENDED                 WHO    MS   CPU MS  ROWS  OUTCOME  SQL
            2026-01-01T00:00:00Z  alert  700  80      6     done     SELECT 1 FROM t
            """);
  }

  @Test
  void saysThatNothingWasSlow() {
    assertThat(QueryText.of(QueriesView.of(QueryReport.NONE)))
        .endsWith("worker restarts: 0\nno slow statement in the last hour\n");
  }
}
