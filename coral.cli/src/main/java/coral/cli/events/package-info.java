// SPDX-License-Identifier: Apache-2.0

/** {@code coral events}. */
@NullMarked
package coral.cli.events;

import org.jspecify.annotations.NullMarked;
