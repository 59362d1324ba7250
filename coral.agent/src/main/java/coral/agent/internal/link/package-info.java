// SPDX-License-Identifier: Apache-2.0

/** The connection to the colony, which the agent dials. */
@NullMarked
package coral.agent.internal.link;

import org.jspecify.annotations.NullMarked;
