// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.Agent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent as its colony knows it.
 *
 * @param lastSeen null: never
 * @param connectedSince null: it is not connected
 * @param services seen in its telemetry within the retention
 * @param version Coral's
 * @param denoVersion empty: it runs no scripts, {@code scriptsRefused} says why
 * @param address of its {@code AgentService}
 * @param sandboxTier the isolation that its scripts get
 * @param layers of its sandbox, outermost last; empty until it has connected to this colony process
 * @param running executions
 * @param maxConcurrent executions at a time
 * @param scriptsRefused why it runs no scripts; empty: it does
 * @param capabilities that it announces, for scripts to declare; empty: it announces none
 * @param triggerTypes that it knows, or holds scripts of; empty: it has not said
 * @param telemetryRows by table
 * @param queries nothing until it has connected to this colony process
 */
public record AgentView(
    String id,
    String hostname,
    boolean connected,
    @Nullable Instant lastSeen,
    @Nullable Instant connectedSince,
    SortedMap<String, String> labels,
    List<String> services,
    String version,
    String denoVersion,
    String os,
    String kernel,
    String address,
    String sandboxTier,
    List<LayerView> layers,
    int running,
    int maxConcurrent,
    String scriptsRefused,
    List<String> capabilities,
    List<String> triggerTypes,
    SortedMap<String, Long> telemetryRows,
    QueriesView queries) {
  public AgentView {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    services = List.copyOf(services);
    layers = List.copyOf(layers);
    capabilities = List.copyOf(capabilities);
    triggerTypes = List.copyOf(triggerTypes);
    telemetryRows = Collections.unmodifiableSortedMap(new TreeMap<>(telemetryRows));
  }

  /** As a colony tells it. */
  public static AgentView of(Agent agent) {
    return new AgentView(
        agent.getId(),
        agent.getHostname(),
        agent.getConnected(),
        Times.of(agent.getLastSeen()),
        Times.of(agent.getConnectedSince()),
        new TreeMap<>(agent.getLabelsMap()),
        agent.getServicesList(),
        agent.getVersion(),
        agent.getDenoVersion(),
        agent.getOs(),
        agent.getKernel(),
        agent.getAddress(),
        agent.getSandboxTier(),
        agent.getLayersList().stream().map(LayerView::of).toList(),
        agent.getRunning(),
        agent.getMaxConcurrent(),
        agent.getScriptsRefused(),
        agent.getCapabilitiesList(),
        agent.getTriggerTypesList(),
        new TreeMap<>(agent.getTelemetryRowsMap()),
        QueriesView.of(agent.getQueries()));
  }

  /** As the colony itself has it. */
  public static AgentView of(coral.api.agent.Agent agent) {
    return new AgentView(
        agent.id(),
        agent.hostname(),
        agent.connected(),
        agent.lastSeen(),
        agent.connectedSince().orElse(null),
        new TreeMap<>(agent.labels()),
        agent.services(),
        agent.version(),
        agent.denoVersion(),
        agent.os(),
        agent.kernel(),
        agent.address(),
        agent.sandboxTier(),
        agent.layers().stream().map(LayerView::of).toList(),
        agent.running(),
        agent.maxConcurrent(),
        agent.scriptsRefused(),
        agent.capabilities(),
        agent.triggerTypes(),
        new TreeMap<>(agent.telemetryRows()),
        QueriesView.of(agent.queries()));
  }

  /** {@code CONNECTED} or {@code DISCONNECTED}. */
  public String state() {
    return connected ? "CONNECTED" : "DISCONNECTED";
  }

  /** {@code 2/5}: executions, and how many there may be. */
  public String load() {
    return running + "/" + maxConcurrent;
  }

  /** The version, or {@code none}. */
  public String deno() {
    return denoVersion.isEmpty() ? "none" : denoVersion;
  }
}
