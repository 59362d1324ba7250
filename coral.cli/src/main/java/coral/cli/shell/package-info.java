// SPDX-License-Identifier: Apache-2.0

/** {@code coral shell}: the Gogo shell of a running process. */
@NullMarked
package coral.cli.shell;

import org.jspecify.annotations.NullMarked;
