// SPDX-License-Identifier: Apache-2.0

/** Executions and their lifecycle on one machine. */
@NullMarked
package coral.agent.internal;

import org.jspecify.annotations.NullMarked;
