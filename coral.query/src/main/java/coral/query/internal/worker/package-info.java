// SPDX-License-Identifier: Apache-2.0

/**
 * The query worker: a process that holds a locked DuckDB instance over the sealed segments and
 * meets untrusted SQL, so that neither the agent's memory nor its writer does. It can be killed at
 * any moment. It sees the JDK, DuckDB and {@code coral.query.internal.wire}, nothing else.
 */
@NullMarked
package coral.query.internal.worker;

import org.jspecify.annotations.NullMarked;
