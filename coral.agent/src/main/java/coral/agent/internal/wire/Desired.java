// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.script.Script;
import java.util.Optional;
import java.util.UUID;

/**
 * A script that the colony wants here.
 *
 * @param script empty: the agent has said that it holds this version
 */
public record Desired(UUID scriptId, int version, UUID deploymentId, Optional<Script> script) {}
