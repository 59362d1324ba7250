// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Consumption;
import coral.api.execution.LimitHit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an execution used, in the columns of {@code 002-consumption.sql}. */
final class ConsumptionColumns {
  /** To be selected; DuckDB takes the JSON apart. */
  static final String SELECTED =
      ", quarantined, cpu_ms, peak_memory_bytes,"
          + " json_extract_string(limit_hits, '$[*].limit') AS hit_limits,"
          + " json_extract_string(limit_hits, '$[*].value') AS hit_values,"
          + " json_extract_string(limit_hits, '$[*].count') AS hit_counts,"
          + " json_extract_string(limit_hits, '$[*].killed') AS hit_kills";

  private ConsumptionColumns() {}

  /** For column {@code limit_hits}. */
  static String json(List<LimitHit> hits) {
    return hits.stream()
        .map(
            hit ->
                "{\"limit\":%s,\"value\":%s,\"count\":%d,\"killed\":%b}"
                    .formatted(
                        JsonText.quote(hit.limit()),
                        JsonText.quote(hit.value()),
                        hit.count(),
                        hit.killed()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static Consumption read(ResultSet row) throws SQLException {
    Object[] limits = array(row, "hit_limits");
    Object[] values = array(row, "hit_values");
    Object[] counts = array(row, "hit_counts");
    Object[] kills = array(row, "hit_kills");
    List<LimitHit> hits = new ArrayList<>();
    for (int i = 0; i < limits.length; i++) {
      hits.add(
          new LimitHit(
              (String) limits[i],
              (String) values[i],
              Long.parseLong((String) counts[i]),
              Boolean.parseBoolean((String) kills[i])));
    }
    return new Consumption(
        hits,
        row.getBoolean("quarantined"),
        Duration.ofMillis(row.getLong("cpu_ms")),
        row.getLong("peak_memory_bytes"));
  }

  private static Object[] array(ResultSet row, String column) throws SQLException {
    return (Object[]) row.getArray(column).getArray();
  }
}
