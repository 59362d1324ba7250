// SPDX-License-Identifier: Apache-2.0

/** What the agent still has to tell its colony, on disk and bounded. */
@NullMarked
package coral.agent.internal.outbox;

import org.jspecify.annotations.NullMarked;
