// SPDX-License-Identifier: Apache-2.0
/** What scripts emit as alerts, delivered to sinks at least once. */
@NullMarked
package coral.colony.egress.internal.alerts;

import org.jspecify.annotations.NullMarked;
