// SPDX-License-Identifier: Apache-2.0

/** Scripts, executions and telemetry in DuckDB. */
@NullMarked
package coral.store.duckdb.internal;

import org.jspecify.annotations.NullMarked;
