// SPDX-License-Identifier: Apache-2.0

/** Scripts that the agent holds, and their executions. */
@NullMarked
package coral.agent.internal.execution;

import org.jspecify.annotations.NullMarked;
