// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import java.time.Instant;
import java.util.Optional;

/**
 * An agent that has a version before others do. Times are the colony's, since agents' clocks may
 * differ.
 *
 * @param since when it was chosen
 * @param runningSince when the colony saw first that it runs there; empty: it does not
 */
public record CanaryAgent(String agentId, Instant since, Optional<Instant> runningSince) {}
