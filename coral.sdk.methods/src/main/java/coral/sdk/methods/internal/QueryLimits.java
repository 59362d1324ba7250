// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryGuard;
import java.time.Duration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What a script may ask of {@code db.query}, as the operator sets it.
 *
 * @param maxRows of a result, however many are asked for
 * @param maxTimeRange longest look-back that is put in
 * @param maxConcurrentPerScript queries of one script at once, over all its executions
 * @param maxResultBytes of a result's values
 */
record QueryLimits(
    int maxRows, Duration maxTimeRange, int maxConcurrentPerScript, long maxResultBytes) {
  static final int MOST_ROWS = 1_000_000;
  static final int MOST_TIME_RANGE_SECONDS = 2_592_000;
  static final int MOST_CONCURRENT = 200;
  static final int MOST_RESULT_MB = 256;

  QueryLimits {
    check("max_rows", maxRows, MOST_ROWS);
    check("max_time_range_seconds", maxTimeRange.toSeconds(), MOST_TIME_RANGE_SECONDS);
    check("max_concurrent_per_script", maxConcurrentPerScript, MOST_CONCURRENT);
    check("max_result_mb", maxResultBytes >> 20, MOST_RESULT_MB);
  }

  static QueryLimits of(Config config) {
    return new QueryLimits(
        config.max__rows(),
        Duration.ofSeconds(config.max__time__range__seconds()),
        config.max__concurrent__per__script(),
        (long) config.max__result__mb() << 20);
  }

  /**
   * What the guard is told; 0 stands for the default.
   *
   * @param limit unsigned, as on the wire
   * @param timeRangeNanos unsigned, as on the wire
   * @throws CoralException INVALID_ARGUMENT for more than the operator allows
   */
  QueryGuard.Options options(int limit, long timeRangeNanos) {
    return new QueryGuard.Options(rows(limit), lookBack(timeRangeNanos));
  }

  private int rows(int asked) {
    if (asked < 0 || asked > maxRows) {
      throw Requests.invalid(
          "'limit' is %s, but must be from 1 to %d, which query.max_rows of the agent allows",
          Integer.toUnsignedString(asked), maxRows);
    }
    return asked > 0 ? asked : Math.min(maxRows, QueryGuard.Options.DEFAULT.maxRows());
  }

  private Duration lookBack(long nanos) {
    if (nanos == 0) {
      Duration usual = QueryGuard.Options.DEFAULT.lookBack();
      return usual.compareTo(maxTimeRange) < 0 ? usual : maxTimeRange;
    }
    if (Long.compareUnsigned(nanos, maxTimeRange.toNanos()) > 0) {
      throw Requests.invalid(
          "'timeRange' is %s s, but must be at most %d s, which query.max_time_range_seconds of"
              + " the agent allows",
          Long.toUnsignedString(Long.divideUnsigned(nanos, 1_000_000_000)),
          maxTimeRange.toSeconds());
    }
    return Duration.ofNanos(nanos);
  }

  private static void check(String key, long value, int most) {
    if (value < 1 || value > most) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "query.%s is %d; it must be between 1 and %d".formatted(key, value, most));
    }
  }

  /** Keys of the section {@code query} of {@code agent.yaml}; the rest is the query worker's. */
  @ObjectClassDefinition(id = Pids.QUERY, name = "Queries of scripts")
  @interface Config {
    @AttributeDefinition(
        min = "1",
        max = "" + MOST_ROWS,
        description = "Rows that a script may ask for by 'limit'; 10000 unless it does")
    int max__rows() default 100_000;

    @AttributeDefinition(
        min = "1",
        max = "" + MOST_TIME_RANGE_SECONDS,
        description = "Seconds that a script may look back by 'timeRange'; 3600 unless it does")
    int max__time__range__seconds() default 86_400;

    @AttributeDefinition(
        min = "1",
        max = "" + MOST_CONCURRENT,
        description = "Queries of one script at once; more wait for their turn")
    int max__concurrent__per__script() default 5;

    @AttributeDefinition(
        min = "1",
        max = "" + MOST_RESULT_MB,
        description = "MB of values in a result; what is beyond is cut off")
    int max__result__mb() default 16;
  }
}
