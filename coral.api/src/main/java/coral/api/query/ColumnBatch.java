// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.util.List;

/**
 * At most {@link #MAX_ROWS} rows, column by column. The arrays are handed over, not copied.
 *
 * @param columns in the order of the schema
 */
public record ColumnBatch(int rows, List<Data> columns) {
  public static final int MAX_ROWS = 2_048;

  /**
   * One column's values.
   *
   * @param nulls bit {@code i} of byte {@code i / 8} set: row {@code i} is NULL; empty: no row is
   * @param values by the column's {@link Encoding}
   */
  @SuppressWarnings("ArrayRecordComponent") // raw buffers are the point
  public record Data(byte[] nulls, byte[] values) {}
}
