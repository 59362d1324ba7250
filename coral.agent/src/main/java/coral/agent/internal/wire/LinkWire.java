// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.agent.internal.AgentIdentity;
import coral.api.error.CoralException;
import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.query.QueryReport;
import coral.api.sandbox.Sandbox;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.DesiredScript;
import coral.wire.QueryReportWire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What agent and colony say to each other about themselves. */
public final class LinkWire {
  private static final Logger log = LoggerFactory.getLogger(LinkWire.class);

  private LinkWire() {}

  /**
   * What an agent says once.
   *
   * @param version Coral's
   * @param denoVersion empty: scripts cannot run
   * @param address of the agent's own gRPC port
   * @param refusal why it runs no scripts; empty: it does
   */
  public record Hello(
      AgentIdentity identity,
      String version,
      String address,
      String denoVersion,
      String sandboxTier,
      int maxConcurrent,
      String refusal) {}

  /**
   * What an agent says again and again.
   *
   * @param triggerTypes that it knows, or holds scripts of
   * @param capabilities what scripts can do there
   * @param refusal why it runs no scripts; empty: it does
   */
  public record State(
      List<AssignedScript> scripts,
      List<String> services,
      Map<String, Long> telemetryRows,
      Sandbox.Info sandbox,
      QueryReport queries,
      List<String> triggerTypes,
      List<String> capabilities,
      String refusal) {}

  public static AgentMessage toWire(Hello hello) {
    AgentIdentity identity = hello.identity();
    return AgentMessage.newBuilder()
        .setHello(
            AgentHello.newBuilder()
                .setAgentId(identity.id())
                .setInstanceId(identity.instanceId())
                .setHostId(identity.hostId())
                .setHostname(identity.hostname())
                .putAllLabels(identity.labels())
                .setVersion(hello.version())
                .setDenoVersion(hello.denoVersion())
                .setOs(System.getProperty("os.name"))
                .setKernel(System.getProperty("os.version"))
                .setAddress(hello.address())
                .setSandboxTier(hello.sandboxTier())
                .setMaxConcurrent(hello.maxConcurrent())
                .setScriptsRefused(hello.refusal()))
        .build();
  }

  /** Only what the colony deployed: the rest is none of its business. */
  public static AgentMessage toWire(State state) {
    AgentState.Builder wire =
        AgentState.newBuilder()
            .addAllServices(state.services())
            .putAllTelemetryRows(state.telemetryRows())
            .addAllLayers(SandboxWire.layers(state.sandbox()))
            .setQueries(QueryReportWire.toWire(state.queries()))
            .addAllTriggerTypes(state.triggerTypes())
            .addAllCapabilities(state.capabilities())
            .setScriptsRefused(state.refusal());
    for (AssignedScript held : state.scripts()) {
      held.deploymentId().ifPresent(deployment -> wire.addScripts(held(held, deployment)));
    }
    return AgentMessage.newBuilder().setState(wire).build();
  }

  private static coral.proto.colony.v1.AssignedScript held(AssignedScript held, UUID deployment) {
    return coral.proto.colony.v1.AssignedScript.newBuilder()
        .setScriptId(held.script().id().toString())
        .setVersion(held.script().version())
        .setStatus(Statuses.of(held))
        .setExecutionId(held.execution().map(Execution::id).map(UUID::toString).orElse(""))
        .setDeploymentId(deployment.toString())
        .setTrouble(held.trouble())
        .build();
  }

  /** Empty when it is malformed, which is logged: the others go on. */
  public static Optional<Desired> fromWire(DesiredScript wire) {
    try {
      return Optional.of(
          new Desired(
              ScriptWire.uuid(wire.getScriptId(), "script id"),
              wire.getVersion(),
              ScriptWire.uuid(wire.getDeploymentId(), "deployment id"),
              wire.hasScript()
                  ? Optional.of(ScriptWire.fromWire(wire.getScript()))
                  : Optional.empty()));
    } catch (CoralException e) {
      log.warn("the colony wants a script that is malformed: {}", e.sentence());
      return Optional.empty();
    }
  }
}
