// SPDX-License-Identifier: Apache-2.0

/** Colony and agent as a process: an OSGi framework started from the distribution. */
@NullMarked
package coral.cli.process;

import org.jspecify.annotations.NullMarked;
