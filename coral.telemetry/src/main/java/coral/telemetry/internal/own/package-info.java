// SPDX-License-Identifier: Apache-2.0

/** What the agent says of itself. */
@NullMarked
package coral.telemetry.internal.own;

import org.jspecify.annotations.NullMarked;
