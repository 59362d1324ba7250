// SPDX-License-Identifier: Apache-2.0

/**
 * What agent and query worker say to each other: frames over the worker's standard input and
 * output, hand-written so that the worker needs no library besides DuckDB. Both ends are always of
 * the same build.
 */
@NullMarked
package coral.query.internal.wire;

import org.jspecify.annotations.NullMarked;
