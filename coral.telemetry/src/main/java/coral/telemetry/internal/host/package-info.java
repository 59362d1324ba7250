// SPDX-License-Identifier: Apache-2.0
/** What the host itself says: live values and a row of each every few seconds. */
@NullMarked
package coral.telemetry.internal.host;

import org.jspecify.annotations.NullMarked;
