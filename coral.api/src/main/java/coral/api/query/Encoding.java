// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

/**
 * How a column's values travel, from the query worker through the agent to the script; see {@code
 * methods.proto}.
 */
public enum Encoding {
  /** One byte a row. */
  BOOL,
  /** Little-endian; every integer type up to BIGINT. */
  INT64,
  /** Little-endian; FLOAT, DOUBLE, DECIMAL. */
  DOUBLE,
  /** Rows + 1 u32 offsets, little-endian, into the UTF-8 after them. */
  STRING,
  /** Little-endian int64 microseconds since the epoch. */
  TIMESTAMP,
  /** As STRING; each value is JSON text. */
  JSON,
  /** As STRING; each value is a decimal integer. */
  BIGINT
}
