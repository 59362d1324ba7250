// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.ValidateScriptRequest;
import coral.views.DiagnosticView;
import java.nio.file.Path;
import java.util.List;
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
    List<DiagnosticView> findings =
        client
            .within(60)
            .validateScript(
                ValidateScriptRequest.newBuilder()
                    .setCode(source.code())
                    .setFileName(source.fileName())
                    .build())
            .getDiagnosticsList()
            .stream()
            .map(DiagnosticView::of)
            .toList();
    if (out.json()) {
      out.value(findings);
    } else {
      findings.forEach(finding -> out.line(finding.row()));
      out.line(findings.isEmpty() ? source.fileName() + " is valid" : findings.size() + " found");
    }
    return findings.isEmpty() ? ExitCode.OK : ExitCode.INVALID_SCRIPT;
  }
}
