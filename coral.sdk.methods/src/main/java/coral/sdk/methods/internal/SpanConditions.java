// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A WHERE clause over {@code otel_spans_local} and the values that are bound to it, in order. */
final class SpanConditions {
  private static final Set<String> STATUSES = Set.of("UNSET", "OK", "ERROR");

  private final StringBuilder sql = new StringBuilder("start_time > make_timestamptz(?)");
  private final List<Object> params = new ArrayList<>();

  SpanConditions(long sinceMicros) {
    params.add(sinceMicros);
  }

  /** Adds a condition unless the value is empty. */
  SpanConditions text(String condition, String value) {
    return value.isEmpty() ? this : add(condition, value);
  }

  /** Adds a condition unless the value is 0. */
  SpanConditions nanos(String condition, long value) {
    // Beyond what a BIGINT holds: nothing lasted that long.
    return value == 0 ? this : add(condition, value < 0 ? Long.MAX_VALUE : value);
  }

  SpanConditions status(String status) {
    if (!status.isEmpty() && !STATUSES.contains(status)) {
      throw Requests.invalid("'status' is '%s', but must be UNSET, OK or ERROR", status);
    }
    return text("status_code = ?", status);
  }

  SpanConditions attributes(Map<String, String> attributes) {
    attributes.forEach(
        (key, value) -> {
          add("json_extract_string(attributes, ?) = ?", JsonPointers.to(key));
          params.add(value);
        });
    return this;
  }

  SpanConditions roots(boolean only) {
    if (only) {
      sql.append(" AND parent_span_id IS NULL");
    }
    return this;
  }

  String sql() {
    return sql.toString();
  }

  List<Object> params() {
    return params;
  }

  private SpanConditions add(String condition, Object value) {
    sql.append(" AND ").append(condition);
    params.add(value);
    return this;
  }
}
