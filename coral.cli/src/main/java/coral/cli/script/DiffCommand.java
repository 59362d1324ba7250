// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.agent.v1.Script;
import coral.proto.colony.v1.GetScriptRequest;
import java.util.LinkedHashMap;
import java.util.Map;
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
    ScriptDiff diff = ScriptDiff.of(older, newer);
    if (out.json()) {
      out.value(view(older, newer, diff));
    } else if (diff.isEmpty()) {
      out.line(
          "Versions %d and %d of %s do not differ."
              .formatted(older.getVersion(), newer.getVersion(), newer.getName()));
    } else {
      diff.source().forEach(out::line);
      diff.changes().forEach(change -> out.line(change.toString()));
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

  private static Map<String, Object> view(Script older, Script newer, ScriptDiff diff) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", newer.getName());
    view.put("from", older.getVersion());
    view.put("to", newer.getVersion());
    view.put("source", diff.source());
    view.put(
        "changes",
        diff.changes().stream()
            .map(
                change -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("field", change.field());
                  one.put("from", change.from());
                  one.put("to", change.to());
                  return one;
                })
            .toList());
    return view;
  }
}
