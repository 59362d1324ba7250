// SPDX-License-Identifier: Apache-2.0

/** What makes a script run: by hand, by schedule, by event. */
@NullMarked
package coral.triggers.internal;

import org.jspecify.annotations.NullMarked;
