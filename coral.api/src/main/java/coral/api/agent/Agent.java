// SPDX-License-Identifier: Apache-2.0
package coral.api.agent;

import coral.api.query.QueryReport;
import coral.api.sandbox.Layer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent as its colony knows it.
 *
 * @param services seen in its telemetry within the retention
 * @param denoVersion empty: no scripts there, {@code scriptsRefused} says why
 * @param scriptsRefused empty: it runs scripts
 * @param layers of its sandbox, outermost last; empty until it has connected to this colony process
 * @param queries what its queries came to; nothing until it has connected to this colony process
 * @param triggerTypes that it knows, or holds scripts of; empty: it has not said
 * @param connectedSince empty: not connected
 * @param telemetryRows by table
 */
public record Agent(
    String id,
    String instanceId,
    String hostname,
    Map<String, String> labels,
    List<String> services,
    String version,
    String denoVersion,
    String os,
    String kernel,
    String address,
    String sandboxTier,
    List<Layer> layers,
    QueryReport queries,
    int running,
    int maxConcurrent,
    String scriptsRefused,
    List<String> capabilities,
    List<String> triggerTypes,
    Map<String, Long> telemetryRows,
    Instant lastSeen,
    Optional<Instant> connectedSince) {
  public Agent {
    labels = Map.copyOf(labels);
    services = List.copyOf(services);
    layers = List.copyOf(layers);
    capabilities = List.copyOf(capabilities);
    triggerTypes = List.copyOf(triggerTypes);
    telemetryRows = Map.copyOf(telemetryRows);
  }

  public boolean connected() {
    return connectedSince.isPresent();
  }
}
