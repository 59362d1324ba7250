// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.AgentIdentity;
import coral.api.query.QueryUsage;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What executions are made with.
 *
 * @param background runs what must not hold up a caller: starts, and triggers that fire
 * @param queries what the statements of an execution came to so far
 */
public record ExecutionParts(
    AgentIdentity identity,
    Reports reports,
    AssignmentFiles files,
    RestartPolicy restarts,
    Clock clock,
    Timer timer,
    Executor background,
    Function<UUID, QueryUsage> queries) {}
