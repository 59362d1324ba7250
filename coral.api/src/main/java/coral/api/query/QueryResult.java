// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.time.Duration;
import java.util.List;

/**
 * A complete result.
 *
 * @param truncated the statement had more rows or bytes than asked for
 */
public record QueryResult(
    List<Column> columns,
    List<ColumnBatch> batches,
    long rows,
    boolean truncated,
    Duration elapsed) {}
