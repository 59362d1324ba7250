// SPDX-License-Identifier: Apache-2.0
/** An agent's telemetry, in {@code agent.db} and the segment files that it catalogues. */
@NullMarked
package coral.store.duckdb.internal.telemetry;

import org.jspecify.annotations.NullMarked;
