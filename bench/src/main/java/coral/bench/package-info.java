// SPDX-License-Identifier: Apache-2.0

/** Benchmarks. */
@NullMarked
package coral.bench;

import org.jspecify.annotations.NullMarked;
