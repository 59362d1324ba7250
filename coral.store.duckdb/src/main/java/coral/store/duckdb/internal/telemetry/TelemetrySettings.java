// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Where and how telemetry is kept.
 *
 * @param database the catalogue, {@code DIR/agent.db}
 * @param segments the directory of the segment files
 * @param retention how long rows are kept after they arrived
 * @param freeBytes room on the disk of both
 */
record TelemetrySettings(
    Path database, Path segments, Duration retention, Clock clock, LongSupplier freeBytes) {

  static final int LEAST_RETENTION_MINUTES = 1;

  /** Beyond, more than {@link #MOST_LIVE} segments would be live. */
  static final int MOST_RETENTION_MINUTES = 720;

  TelemetrySettings {
    if (retention.toMinutes() < LEAST_RETENTION_MINUTES
        || retention.toMinutes() > MOST_RETENTION_MINUTES) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "telemetry.retention_minutes is %d; it must be between %d and %d"
              .formatted(retention.toMinutes(), LEAST_RETENTION_MINUTES, MOST_RETENTION_MINUTES));
    }
  }

  /** With less room rows are refused: DuckDB gives an instance up when a write fails half-way. */
  static final long LEAST_FREE_BYTES = 64L << 20;

  /** A new segment is visible at most so often. */
  static final Duration SEAL_EVERY = Duration.ofSeconds(1);

  /** After a pause, rows become visible this much after the first of them: not one by one. */
  static final Duration SEAL_AFTER = Duration.ofMillis(100);

  /** Readers attach every live segment: more wait unsealed. */
  static final int MOST_LIVE = 64;

  /** Rows that may wait to be written. */
  static final int QUEUE_ROWS = 50_000;

  /** Rows to a commit. */
  static final int BATCH_ROWS = 10_000;

  /**
   * DuckDB's. One thread per statement: ingestion, sealing and merging are a thread each already. A
   * segment gets its checkpoint when it is sealed, not before.
   */
  Map<String, String> duckDb() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("threads", "1");
    settings.put("memory_limit", "256MB");
    settings.put("max_temp_directory_size", "1GB");
    settings.put("checkpoint_threshold", "1GB");
    settings.put("allowed_directories", "[" + Sql.literal(segments.toString()) + "]");
    return settings;
  }
}
