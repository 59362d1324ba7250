// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.query.QueryReport;
import coral.api.sandbox.Layer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is new about an agent.
 *
 * @param running null: as before, like the others
 */
record AgentChange(
    @Nullable List<String> services,
    @Nullable Map<String, Long> telemetryRows,
    @Nullable List<Layer> layers,
    @Nullable QueryReport queries,
    @Nullable Integer running,
    @Nullable String scriptsRefused,
    @Nullable List<String> triggerTypes,
    @Nullable List<String> capabilities,
    Connection connection) {
  enum Connection {
    COMES,
    STAYS,
    GOES
  }

  /** An agent says hello; what it does not say is as {@code before}. */
  static AgentChange visit(Agent before) {
    return new AgentChange(
        before.services(),
        before.telemetryRows(),
        before.layers(),
        before.queries(),
        null,
        null,
        before.triggerTypes(),
        before.capabilities(),
        Connection.COMES);
  }

  static AgentChange departure() {
    return new AgentChange(null, null, null, null, 0, null, null, null, Connection.GOES);
  }

  Agent apply(Agent agent, Instant now) {
    return new Agent(
        agent.id(),
        agent.instanceId(),
        agent.hostname(),
        agent.labels(),
        services == null ? agent.services() : services,
        agent.version(),
        agent.denoVersion(),
        agent.os(),
        agent.kernel(),
        agent.address(),
        agent.sandboxTier(),
        layers == null ? agent.layers() : layers,
        queries == null ? agent.queries() : queries,
        running == null ? agent.running() : running,
        agent.maxConcurrent(),
        scriptsRefused == null ? agent.scriptsRefused() : scriptsRefused,
        capabilities == null ? agent.capabilities() : capabilities,
        triggerTypes == null ? agent.triggerTypes() : triggerTypes,
        telemetryRows == null ? agent.telemetryRows() : telemetryRows,
        now,
        switch (connection) {
          case COMES -> Optional.of(now);
          case STAYS -> agent.connectedSince();
          case GOES -> Optional.empty();
        });
  }
}
