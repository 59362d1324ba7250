// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import coral.api.telemetry.TelemetryRow;
import java.util.List;

/**
 * What a request became.
 *
 * @param rejected spans, data points or log records that no row can be made of
 * @param reason says of the first of them what is wrong; empty when none was rejected
 * @param rollback to be run when the rows could not be stored: the same points may then come again
 */
public record Mapped(List<TelemetryRow> rows, long rejected, String reason, Runnable rollback) {}
