// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import coral.api.mcp.McpCall;
import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.api.mcp.ToolHints;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.TargetList;
import coral.proto.colony.v1.ValidateScriptRequest;
import coral.views.DiagnosticView;
import coral.views.TargetView;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code coral_validate_script}. */
@Component(service = McpTool.class, property = McpTool.NAME + "=coral_validate_script")
public final class ValidateScript extends ColonyTool {
  private final ColonyClient colony;

  /**
   * What was found.
   *
   * @param agents which agents would get it, and why not the others
   */
  record Validation(boolean valid, List<DiagnosticView> diagnostics, List<TargetView> agents) {
    Validation {
      diagnostics = List.copyOf(diagnostics);
      agents = List.copyOf(agents);
    }
  }

  @Activate
  public ValidateScript(@Reference(name = "colony") ColonyClient colony) {
    super(
        new Description(
            "Check a script",
            "Check a script's imports, syntax and types, and which agents would get it. Stores and runs nothing.",
            ToolHints.READ_ONLY,
            Validation.class,
            """
            {"type": "object", "required": ["code"], "properties": {
              "code": {"type": "string", "description": "TypeScript source"},
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
    Validation validation = new Validation(findings.isEmpty(), findings, agents);
    return done(text(validation), validation);
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
    return text.toString();
  }
}
