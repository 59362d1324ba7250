// SPDX-License-Identifier: Apache-2.0

/**
 * Measures the running distribution from outside: {@code coral bench}. Each benchmark starts what
 * it needs and ends it; {@code docs/benchmarks.md} keeps the figures.
 */
@NullMarked
package coral.bench;

import org.jspecify.annotations.NullMarked;
