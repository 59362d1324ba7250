// SPDX-License-Identifier: Apache-2.0
/** Metrics and alerts of scripts, to the outside. */
@NullMarked
package coral.colony.egress.internal;

import org.jspecify.annotations.NullMarked;
