// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import java.time.Instant;
import java.util.UUID;

/** A log line or an event of an execution, in the order in which the script produced them. */
public record LogEntry(
    UUID executionId, long sequence, Instant at, UUID scriptId, String agentId, Report.Fact fact) {}
