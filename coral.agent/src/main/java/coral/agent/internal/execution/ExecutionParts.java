// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.AgentIdentity;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What executions are made with.
 *
 * @param background runs what must not hold up a caller: starts, and triggers that fire
 */
public record ExecutionParts(
    AgentIdentity identity,
    Reports reports,
    AssignmentFiles files,
    RestartPolicy restarts,
    Clock clock,
    Timer timer,
    Executor background,
    Queries queries) {}
