// SPDX-License-Identifier: Apache-2.0

/** Gogo commands for a person. */
@NullMarked
package coral.shell.internal;

import org.jspecify.annotations.NullMarked;
