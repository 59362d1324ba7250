// SPDX-License-Identifier: Apache-2.0
/** What a colony keeps, in {@code colony.db}. */
@NullMarked
package coral.store.duckdb.internal.colony;

import org.jspecify.annotations.NullMarked;
