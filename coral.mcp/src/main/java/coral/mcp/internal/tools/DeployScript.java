// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DryRunRequest;
import coral.views.DeployView;
import coral.views.DryRunView;
import coral.views.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_deploy_script}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_deploy_script")
public final class DeployScript extends ColonyTool {
  private static final int DEPLOY_SECONDS = 60;

  /** For the checks, and for the agent to begin and to end, beside the trial's own minute. */
  private static final int DRY_RUN_SECONDS = 150;

  private final ColonyClient colony;

  /**
   * What came of it: one of both.
   *
   * @param deployed its members stand beside the other
   * @param dryRun left out: it was none
   */
  record Outcome(
      @JsonUnwrapped @Nullable DeployView deployed,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DryRunView dryRun) {}

  @Activate
  public DeployScript(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Deploy a script",
            "Deploy a TypeScript script to agents for custom observability logic. It is checked first; diagnostics come"
                + " back with line and column. A name that exists gets a new version, which replaces the old one."
                + " dry_run: all checks and one trial on one agent, whose output, events and queries come back; nothing is"
                + " deployed.",
            new ToolHints(false, true, true, false),
            Outcome.class,
            """
            {"type": "object", "required": ["name", "code"], "properties": {
              "name": {"type": "string", "description": "Human-readable script name: letters, digits, . _ -"},
              "code": {"type": "string",
                "description": "TypeScript source: a module that imports @coral/sdk, with top-level await"},
              "targets": {"type": "array", "items": {"type": "string"},
                "description": "Agent ids, service names, or predicates such as \\"service=payments AND region=us-east\\"; any may match (empty = all agents)"},
              "trigger": {"type": "object", "description": "What makes it run; without one, once, now",
                "properties": {
                  "type": {"type": "string", "enum": ["manual", "schedule", "event"]},
                  "cron": {"type": "string", "description": "Of a schedule: five fields, or @hourly"},
                  "time_zone": {"type": "string", "description": "Of a schedule: IANA name, default UTC"},
                  "condition": {"type": "string",
                    "description": "Of an event: a SELECT; it runs when the first value becomes true"},
                  "check_interval_seconds": {"type": "integer", "minimum": 1, "maximum": 86400},
                  "cool_down_seconds": {"type": "integer", "minimum": 1, "maximum": 86400}}},
              "mode": {"type": "string", "enum": ["daemon", "ad_hoc"],
                "description": "daemon: runs until stopped, restarted when it fails (default without trigger); ad_hoc: each run is short (default with one)"},
              "overlap": {"type": "string", "enum": ["skip", "queue_one", "replace"],
                "description": "A firing while the run before is not over"},
              "canary": {"type": "object", "description": "To a part of the agents first; give percent or agents",
                "properties": {
                  "percent": {"type": "integer", "minimum": 1, "maximum": 99},
                  "agents": {"type": "integer", "minimum": 1, "maximum": 100000},
                  "hold_seconds": {"type": "integer", "minimum": 1, "maximum": 86400},
                  "halt_on_failure": {"type": "boolean"}}},
              "timeout_seconds": {"type": "integer", "minimum": 1, "maximum": 86400},
              "memory_mb": {"type": "integer", "minimum": 1, "maximum": 65536},
              "capabilities": {"type": "array", "items": {"type": "string"}},
              "args": {"type": "object", "additionalProperties": {"type": "string"},
                "description": "What the script reads as coral.context.args"},
              "allow_pending": {"type": "boolean", "description": "Store it even when no agent matches now"},
              "dry_run": {"type": "boolean"}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    Script script =
        Script.newBuilder()
            .setName(arguments.text("name"))
            .setCode(arguments.text("code"))
            .addAllTargets(arguments.texts("targets"))
            .setTrigger(Drafts.trigger(arguments.object("trigger")))
            .setSettings(Drafts.settings(arguments, Drafts.mode(arguments.text("mode"))))
            .setCreatedBy(call.caller())
            .build();
    if (arguments.flag("dry_run")) {
      return dryRun(call, script);
    }
    DeployRequest.Builder request =
        DeployRequest.newBuilder()
            .setScript(script)
            .setFileName(Drafts.FILE_NAME)
            .setAllowPending(arguments.flag("allow_pending"));
    if (arguments.has("canary")) {
      request.setCanary(Drafts.canary(arguments.object("canary")));
    }
    call.progress("checking and deploying " + script.getName());
    DeployView deployed =
        DeployView.of(colony.ask(call, DEPLOY_SECONDS, stub -> stub.deployScript(request.build())));
    return done(text(deployed), new Outcome(deployed, null));
  }

  private McpResult dryRun(McpCall call, Script script) {
    DryRunRequest request =
        DryRunRequest.newBuilder().setScript(script).setFileName(Drafts.FILE_NAME).build();
    call.progress("checking and trying " + script.getName());
    DryRunView report =
        DryRunView.of(colony.ask(call, DRY_RUN_SECONDS, stub -> stub.dryRunScript(request)));
    return done(DryRunText.of(report), new Outcome(null, report));
  }

  private static String text(DeployView deployed) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s%s v%d, id %s, %s%s, on %s"
            .formatted(
                headline(deployed),
                deployed.name(),
                deployed.version(),
                deployed.scriptId(),
                deployed.status(),
                Words.because(deployed.reason()),
                Words.namedAgents(deployed.deployedTo())));
    deployed.skipped().forEach(skipped -> text.append("\n").append(skipped.line()));
    if (deployed.pendingApproval()) {
      text.append(
          "\nno agent gets it until an operator runs: coral script approve " + deployed.name());
    }
    return text.toString();
  }

  private static String headline(DeployView deployed) {
    if (deployed.unchanged()) {
      return "Script unchanged: ";
    }
    return deployed.pendingApproval() ? "Script waits for approval: " : "Script deployed: ";
  }
}
