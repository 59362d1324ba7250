// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import coral.api.execution.LimitHit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A complete result.
 *
 * @param truncated the statement had more rows or bytes than asked for
 * @param elapsed waiting and running
 * @param held the limit that held the statement back before it ran
 */
public record QueryResult(
    List<Column> columns,
    List<ColumnBatch> batches,
    long rows,
    boolean truncated,
    Duration elapsed,
    Optional<LimitHit> held) {}
