// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.DryRunRequest;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.TargetList;
import coral.proto.colony.v1.ValidateScriptRequest;
import coral.views.DiagnosticView;
import coral.views.DryRunView;
import coral.views.TargetView;
import coral.views.TrialQueryView;
import coral.views.TrialView;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_validate_script}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_validate_script")
public final class ValidateScript extends ColonyTool {
  private static final int PREVIEW_SECONDS = 5;

  /** For the check, and for the agent to begin and to end, beside the preview itself. */
  private static final int SLACK_SECONDS = 90;

  private final ColonyClient colony;

  /**
   * What was found.
   *
   * @param agents which agents would get it, and why not the others
   * @param queries what it asked in a preview, with what guardrails put in
   * @param noPreview why there was none; empty: there was, or none was wanted
   */
  record Validation(
      boolean valid,
      List<DiagnosticView> diagnostics,
      List<TargetView> agents,
      List<TrialQueryView> queries,
      String noPreview) {
    Validation {
      diagnostics = List.copyOf(diagnostics);
      agents = List.copyOf(agents);
      queries = List.copyOf(queries);
    }
  }

  @Activate
  public ValidateScript(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Check a script",
            "Check a script's imports, syntax and types, and which agents would get it. Stores nothing; with preview it"
                + " runs for %d s on one agent, and what guardrails put into its queries is shown."
                    .formatted(PREVIEW_SECONDS),
            ToolHints.READ_ONLY,
            Validation.class,
            """
            {"type": "object", "required": ["code"], "properties": {
              "code": {"type": "string", "description": "TypeScript source"},
              "preview": {"type": "boolean"},
              "targets": {"type": "array", "items": {"type": "string"},
                "description": "As of coral_deploy_script"}}}
            """));
    this.colony = colony;
  }

  @Override
  McpResult answer(McpCall call, Arguments arguments) {
    ValidateScriptRequest request =
        ValidateScriptRequest.newBuilder()
            .setCode(arguments.text("code"))
            .setFileName(Drafts.FILE_NAME)
            .build();
    List<DiagnosticView> findings =
        colony.ask(call, 60, stub -> stub.validateScript(request)).getDiagnosticsList().stream()
            .map(DiagnosticView::of)
            .toList();
    ExplainTargetsRequest targets =
        ExplainTargetsRequest.newBuilder()
            .setTargets(TargetList.newBuilder().addAllTargets(arguments.texts("targets")))
            .build();
    List<TargetView> agents =
        colony.ask(call, 10, stub -> stub.explainTargets(targets)).getVerdictsList().stream()
            .map(TargetView::of)
            .toList();
    Validation checked = new Validation(findings.isEmpty(), findings, agents, List.of(), "");
    Validation validation =
        checked.valid() && arguments.flag("preview") ? preview(call, arguments, checked) : checked;
    return done(text(validation), validation);
  }

  private Validation preview(McpCall call, Arguments arguments, Validation checked) {
    DryRunRequest request =
        DryRunRequest.newBuilder()
            .setScript(
                Script.newBuilder()
                    .setName("mcp-preview")
                    .setCode(arguments.text("code"))
                    .addAllTargets(arguments.texts("targets"))
                    .setCreatedBy(call.caller()))
            .setFileName(Drafts.FILE_NAME)
            .setTrialTime(Drafts.seconds(PREVIEW_SECONDS))
            .build();
    DryRunView report =
        DryRunView.of(colony.ask(call, SLACK_SECONDS, stub -> stub.dryRunScript(request)));
    TrialView trial = report.trial();
    return new Validation(
        true,
        List.of(),
        checked.agents(),
        trial == null ? List.of() : trial.queries(),
        report.noTrial());
  }

  private static String text(Validation validation) {
    StringBuilder text = new StringBuilder();
    text.append(
        validation.valid()
            ? "the script is valid"
            : "the script is invalid:\n" + Refused.rows(validation.diagnostics()));
    for (TargetView agent : validation.agents()) {
      text.append("\n").append(DryRunText.line(agent));
    }
    validation.queries().forEach(query -> DryRunText.append(query, text.append("\n")));
    if (!validation.noPreview().isEmpty()) {
      text.append("\nno preview: ").append(validation.noPreview());
    }
    return text.toString().stripTrailing();
  }
}
