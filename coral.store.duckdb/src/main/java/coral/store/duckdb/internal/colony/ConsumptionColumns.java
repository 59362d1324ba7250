// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static java.time.temporal.ChronoUnit.MICROS;

import coral.api.execution.Consumption;
import coral.api.execution.LimitHit;
import coral.api.query.QueryUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an execution used, in the columns of {@code 002-consumption.sql} and its successor. */
final class ConsumptionColumns {
  /** To be selected; DuckDB takes the JSON apart. */
  static final String SELECTED =
      ", quarantined, cpu_ms, peak_memory_bytes,"
          + " json_extract_string(limit_hits, '$[*].limit') AS hit_limits,"
          + " json_extract_string(limit_hits, '$[*].value') AS hit_values,"
          + " json_extract_string(limit_hits, '$[*].count') AS hit_counts,"
          + " json_extract_string(limit_hits, '$[*].killed') AS hit_kills,"
          + " json_extract_string(queries, ['$.done', '$.failed', '$.refused', '$.cut_off',"
          + " '$.truncated', '$.rows', '$.injected', '$.time_us', '$.cpu_us']) AS query_usage";

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

  /** For column {@code queries}. */
  static String json(QueryUsage usage) {
    return ("{\"done\":%d,\"failed\":%d,\"refused\":%d,\"cut_off\":%d,\"truncated\":%d,"
            + "\"rows\":%d,\"injected\":%d,\"time_us\":%d,\"cpu_us\":%d}")
        .formatted(
            usage.done(),
            usage.failed(),
            usage.refused(),
            usage.cutOff(),
            usage.truncated(),
            usage.rows(),
            usage.injected(),
            usage.time().dividedBy(MICROS.getDuration()),
            usage.cpu().dividedBy(MICROS.getDuration()));
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
        row.getLong("peak_memory_bytes"),
        queries(array(row, "query_usage")));
  }

  private static QueryUsage queries(@Nullable Object[] values) {
    long[] counts =
        Arrays.stream(values)
            .mapToLong(value -> value == null ? 0 : Long.parseLong((String) value))
            .toArray();
    return new QueryUsage(
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        counts[5],
        counts[6],
        Duration.of(counts[7], MICROS),
        Duration.of(counts[8], MICROS));
  }

  private static Object[] array(ResultSet row, String column) throws SQLException {
    return (Object[]) row.getArray(column).getArray();
  }
}
