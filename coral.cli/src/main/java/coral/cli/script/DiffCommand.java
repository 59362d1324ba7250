// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.GetScriptRequest;
import coral.views.DiffView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coral script diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Shows what differs between two versions of a script.")
public final class DiffCommand extends ColonyCommand {
  private static final int NEWEST = 0;

  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "Version to compare with (default: the one before --to)")
  private @Nullable Integer from;

  @Option(
      names = "--to",
      paramLabel = "M",
      description = "Version to compare (default: the newest)")
  private @Nullable Integer to;

  @Override
  protected int call(ColonyClient client, Output out) {
    Versions.check("--from", from);
    Versions.check("--to", to);
    Script newer = version(client, to == null ? NEWEST : to);
    Script older = version(client, from == null ? before(newer) : from);
    DiffView diff = ScriptDiff.of(older, newer);
    if (out.json()) {
      out.value(diff);
    } else if (diff.nothing()) {
      out.line(
          "Versions %d and %d of %s do not differ.".formatted(diff.from(), diff.to(), diff.name()));
    } else {
      diff.source().forEach(out::line);
      diff.changes().forEach(change -> out.line(change.row()));
    }
    return ExitCode.OK;
  }

  private int before(Script newer) {
    if (newer.getVersion() == 1) {
      throw new CliException(
          ExitCode.USAGE,
          "version 1 of script \"%s\" has none before it to compare with".formatted(newer.getName())
              + "; \"coral script history\" shows which versions there are");
    }
    return newer.getVersion() - 1;
  }

  private Script version(ColonyClient client, int version) {
    return client
        .within(10)
        .getScript(
            GetScriptRequest.newBuilder().setScript(script).setVersion(version).setTail(1).build())
        .getScript();
  }
}
