// SPDX-License-Identifier: Apache-2.0

/** Checks and bounds a query before it runs. */
@NullMarked
package coral.guardrails.internal;

import org.jspecify.annotations.NullMarked;
