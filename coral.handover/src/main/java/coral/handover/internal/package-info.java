// SPDX-License-Identifier: Apache-2.0
/** What outlives the update of every other bundle. Never updated itself. */
@NullMarked
package coral.handover.internal;

import org.jspecify.annotations.NullMarked;
