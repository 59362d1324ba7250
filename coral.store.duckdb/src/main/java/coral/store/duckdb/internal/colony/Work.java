// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * Statements on a connection whose transaction somebody else begins and ends; may be run again
 * after a rollback.
 */
@FunctionalInterface
interface Work<T> {
  T on(DuckDBConnection connection) throws SQLException;
}
