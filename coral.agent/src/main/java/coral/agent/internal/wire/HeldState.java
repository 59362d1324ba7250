// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.execution.Execution;
import coral.api.script.Script;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the agent keeps of a script that it holds, so that it can go on after a restart.
 *
 * @param assignedAt when the agent took the script under its present deployment
 * @param lastFired when its trigger last fired
 * @param expiresAt end of the time limit that is running
 * @param failures since the trigger fired
 * @param breaches times that it was killed for breaking a limit
 * @param finished it is not started again under this deployment
 * @param last the running or last execution
 * @param queued cause of a firing that still has to run; empty: none has
 */
public record HeldState(
    Script script,
    Optional<UUID> deploymentId,
    Instant assignedAt,
    Optional<Instant> lastFired,
    Optional<Instant> expiresAt,
    int failures,
    int breaches,
    boolean finished,
    Optional<Execution> last,
    Optional<String> queued) {}
