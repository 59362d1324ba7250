// SPDX-License-Identifier: Apache-2.0

/** Keeps what must outlive a bundle update, and spawns processes. */
@NullMarked
package coral.handover.internal;

import org.jspecify.annotations.NullMarked;
