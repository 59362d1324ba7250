// SPDX-License-Identifier: Apache-2.0

/** {@code coral agent}. */
@NullMarked
package coral.cli.agent;

import org.jspecify.annotations.NullMarked;
