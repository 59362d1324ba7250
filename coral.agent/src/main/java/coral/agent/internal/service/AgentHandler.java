// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.agent.internal.wire.ExecutionWire;
import coral.agent.internal.wire.ScriptWire;
import coral.agent.internal.wire.Statuses;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionService;
import coral.api.execution.LogEntry;
import coral.api.script.ContentAddress;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.proto.agent.v1.CheckSandboxRequest;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.DeployScriptRequest;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.GetScriptStatusResponse;
import coral.proto.agent.v1.StopScriptRequest;
import coral.proto.agent.v1.StopScriptResponse;
import coral.wire.SettingsWire;
import coral.wire.TriggerWire;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers the calls of AgentService, whichever way they come. Thread-safe. */
public final class AgentHandler {
  private final String agentId;
  private final ExecutionService executions;
  private final SandboxChecks checks;
  private final Clock clock;

  public AgentHandler(
      String agentId, ExecutionService executions, SandboxChecks checks, Clock clock) {
    this.agentId = agentId;
    this.executions = executions;
    this.checks = checks;
    this.clock = clock;
  }

  /** Deploys here alone. The name identifies the script, unless the caller gives an id. */
  public DeployScriptResponse deploy(DeployScriptRequest request) {
    Script script = script(request.getScript());
    boolean unchanged =
        executions
            .assigned(script.id())
            .filter(held -> held.deploymentId().isEmpty())
            .filter(held -> held.script().version() == script.version())
            .filter(held -> !held.quarantined())
            .isPresent();
    executions.assign(script, Optional.empty());
    AssignedScript held = held(script.id());
    return DeployScriptResponse.newBuilder()
        .setScriptId(script.id().toString())
        .setVersion(script.version())
        .addDeployedTo(agentId)
        .setStatus(Statuses.of(held))
        .setReason(held.execution().map(Execution::reason).orElseGet(held::trouble))
        .setUnchanged(unchanged)
        .build();
  }

  private Script script(coral.proto.agent.v1.Script wire) {
    String name = Script.checkName(wire.getName());
    String code = Script.checkCode(wire.getCode());
    Trigger trigger = TriggerWire.fromWire(wire.getTrigger());
    ScriptSettings settings = SettingsWire.fromWire(wire.getSettings(), trigger);
    String sha256 = ContentAddress.of(code, settings, trigger, List.of());
    UUID id =
        ScriptWire.optionalUuid(wire.getId(), "script id")
            .orElseGet(() -> UUID.nameUUIDFromBytes((agentId + "/" + name).getBytes(UTF_8)));
    Optional<Script> old = executions.assigned(id).map(AssignedScript::script);
    int version =
        old.map(held -> held.sha256().equals(sha256) ? held.version() : held.version() + 1)
            .orElse(Math.max(1, wire.getVersion()));
    return new Script(
        id,
        name,
        version,
        code,
        settings,
        List.of(),
        trigger,
        clock.instant(),
        wire.getCreatedBy(),
        false,
        sha256);
  }

  private AssignedScript held(UUID id) {
    return executions
        .assigned(id)
        .orElseThrow(
            () ->
                new CoralException(ErrorCode.NOT_FOUND, "script " + id + " was stopped meanwhile"));
  }

  public StopScriptResponse stop(StopScriptRequest request) {
    UUID id = ScriptWire.uuid(request.getScriptId(), "script id");
    String name = executions.assigned(id).map(held -> held.script().name()).orElse("");
    if (!executions.withdraw(id, "stopped on agent " + agentId)) {
      throw unknown(id);
    }
    return StopScriptResponse.newBuilder()
        .setSuccess(true)
        .addStoppedOn(agentId)
        .setName(name)
        .build();
  }

  /** Also of a script that is held no longer, as far as it is remembered. */
  public GetScriptStatusResponse status(GetScriptStatusRequest request) {
    UUID id = ScriptWire.uuid(request.getScriptId(), "script id");
    List<Execution> known = executions.executions(id);
    if (known.isEmpty() && executions.assigned(id).isEmpty()) {
      throw unknown(id);
    }
    List<LogEntry> log = executions.logs(id, 0);
    GetScriptStatusResponse.Builder response =
        GetScriptStatusResponse.newBuilder()
            .setScriptId(id.toString())
            .setStatus(Statuses.of(known.stream().findFirst()));
    known.forEach(execution -> response.addExecutions(ExecutionWire.toWire(execution, log)));
    return response.build();
  }

  /** Takes some seconds. */
  public CheckSandboxResponse check(CheckSandboxRequest request) {
    return checks.check();
  }

  /**
   * Fails unless something is known of the script.
   *
   * @throws CoralException NOT_FOUND
   */
  UUID known(String scriptId) {
    UUID id = ScriptWire.uuid(scriptId, "script id");
    if (executions.assigned(id).isEmpty() && executions.executions(id).isEmpty()) {
      throw unknown(id);
    }
    return id;
  }

  private CoralException unknown(UUID id) {
    return new CoralException(
        ErrorCode.NOT_FOUND, "agent %s knows no script %s; deploy it first".formatted(agentId, id));
  }
}
