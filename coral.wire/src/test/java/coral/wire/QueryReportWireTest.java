// SPDX-License-Identifier: Apache-2.0
package coral.wire;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.QueryOrigin;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueryReportWireTest {
  private static final QueryUsage USAGE =
      new QueryUsage(1, 2, 3, 4, 5, 6, 7, Duration.ofNanos(8_000), Duration.ofNanos(9_000));
  private static final QueryOrigin SCRIPT = QueryOrigin.script("a", new UUID(0, 1), new UUID(0, 2));
  private static final QueryReport.Slow SLOW = slow("SELECT 1");

  @Test
  void keepsAReportWhole() {
    QueryReport report =
        new QueryReport(
            1,
            USAGE,
            2,
            List.of(
                new QueryReport.Script(SCRIPT, 3, USAGE),
                new QueryReport.Script(QueryOrigin.part("conditions"), 0, QueryUsage.NONE)),
            List.of(SLOW));
    assertThat(QueryReportWire.fromWire(QueryReportWire.toWire(report))).isEqualTo(report);
  }

  @Test
  void boundsWhatTravels() {
    QueryReport report =
        new QueryReport(
            0,
            USAGE,
            0,
            Collections.nCopies(1_000, new QueryReport.Script(SCRIPT, 3, USAGE)),
            Collections.nCopies(100, slow("x".repeat(5_000))));
    assertThat(QueryReportWire.toWire(report).getSerializedSize()).isLessThan(16 << 10);
  }

  private static QueryReport.Slow slow(String sql) {
    return new QueryReport.Slow(
        Instant.parse("2026-01-01T00:00:00Z"),
        SCRIPT,
        sql,
        Duration.ofMillis(700),
        Duration.ofMillis(600),
        12,
        "done");
  }
}
