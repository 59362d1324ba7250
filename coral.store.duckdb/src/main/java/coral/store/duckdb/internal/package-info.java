// SPDX-License-Identifier: Apache-2.0
/** What both databases of this bundle share: opening a file, and bringing its schema up to date. */
@NullMarked
package coral.store.duckdb.internal;

import org.jspecify.annotations.NullMarked;
