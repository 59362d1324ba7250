// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.DiagnosticText;
import coral.cli.output.Output;
import coral.proto.colony.v1.Diagnostic;
import coral.proto.colony.v1.ValidateScriptRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coral script validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks a script's imports, syntax and types; nothing is stored.")
public final class ValidateCommand extends ColonyCommand {
  @Parameters(paramLabel = "FILE", description = "TypeScript source")
  private Path file = Path.of("");

  @Override
  protected int call(ColonyClient client, Output out) {
    ScriptFile source = ScriptFile.read(file);
    List<Diagnostic> findings =
        client
            .within(60)
            .validateScript(
                ValidateScriptRequest.newBuilder()
                    .setCode(source.code())
                    .setFileName(source.fileName())
                    .build())
            .getDiagnosticsList();
    if (out.json()) {
      out.value(findings.stream().map(ValidateCommand::view).toList());
    } else {
      findings.forEach(finding -> out.line(DiagnosticText.of(finding)));
      out.line(findings.isEmpty() ? source.fileName() + " is valid" : findings.size() + " found");
    }
    return findings.isEmpty() ? ExitCode.OK : ExitCode.INVALID_SCRIPT;
  }

  static Map<String, Object> view(Diagnostic finding) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("file", finding.getFile());
    view.put("line", finding.getLine());
    view.put("column", finding.getColumn());
    view.put("code", finding.getCode());
    view.put("message", finding.getMessage());
    return view;
  }
}
