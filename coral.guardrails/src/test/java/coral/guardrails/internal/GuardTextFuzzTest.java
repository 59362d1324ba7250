// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import coral.api.error.CoralException;
import coral.api.query.GuardDecision;
import coral.api.query.GuardDecision.Allowed;
import coral.api.query.QueryGuard.Options;
import java.util.Set;

/**
 * Any text is refused, or what is to run names nothing that is not listed. A real worker parses.
 */
class GuardTextFuzzTest {
  @FuzzTest(maxDuration = "3m")
  @DictionaryEntries({
    "SELECT ",
    " FROM ",
    " WHERE ",
    " JOIN ",
    "WITH ",
    " AS ",
    "(",
    ")",
    ", ",
    "*",
    "'",
    "\"",
    "otel_spans_local",
    "otel_logs_local",
    "start_time",
    " UNION ALL ",
    "VALUES ",
    " PIVOT ",
    "DESCRIBE ",
    "SUMMARIZE ",
    "EXPLAIN ",
    "read_text(",
    "glob(",
    "getenv(",
    "duckdb_settings()",
    "information_schema.tables",
    "main.",
    "system.",
    " IN ",
    " OVER ",
    " -> ",
    "range(",
    "unnest(",
    "RECURSIVE ",
    "LATERAL ",
    " ORDER BY ",
    " LIMIT ",
    " QUALIFY ",
    "COLUMNS(",
    "EXCLUDE ",
    "$1",
    "?"
  })
  void allowsNothingUnlisted(byte[] bytes) throws Exception {
    GuardDecision decision = Guard.GUARD.check(new String(bytes, UTF_8), Options.DEFAULT);
    if (decision instanceof Allowed allowed) {
      String query = allowed.sql().substring(allowed.sql().indexOf("SELECT * FROM ("));
      assertThat(forbidden(query)).isEmpty();
    } else {
      assertThat(((GuardDecision.Refused) decision).reason()).isNotBlank();
    }
  }

  private static Set<String> forbidden(String query) throws InterruptedException {
    try {
      return Oracle.forbidden(Guard.ENGINE.parse(query));
    } catch (CoralException e) {
      // Printed text has more brackets than the script's; only the script's is held to the limits.
      if (e.sentence().matches(".*(nests brackets deeper|is longer than).*")) {
        return Set.of();
      }
      throw e;
    }
  }
}
