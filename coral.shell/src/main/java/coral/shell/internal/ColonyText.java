// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static java.util.stream.Collectors.joining;

import coral.api.agent.Agent;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What a colony keeps, as text. */
final class ColonyText {
  private ColonyText() {}

  static String agents(List<Agent> agents) {
    TextTable table = new TextTable("AGENT", "STATE", "RUNNING", "LABELS", "SERVICES", "LAST SEEN");
    for (Agent agent : agents) {
      table.row(
          agent.id(),
          agent.connected() ? "connected" : "away",
          agent.running() + "/" + agent.maxConcurrent(),
          new TreeMap<>(agent.labels())
              .entrySet().stream().map(l -> l.getKey() + "=" + l.getValue()).collect(joining(",")),
          String.join(",", agent.services()),
          ExecutionText.seconds(agent.lastSeen()));
    }
    return table.textOr("no agent has ever connected to this colony");
  }

  static String scripts(ScriptStore store) {
    TextTable table = new TextTable("SCRIPT", "VERSION", "TRIGGER", "DEPLOYMENT", "BY", "ID");
    store.all().stream()
        .sorted(Comparator.comparing(Script::name))
        .forEach(
            script ->
                table.row(
                    script.name() + (script.adHoc() ? " (ad hoc)" : ""),
                    script.version(),
                    script.trigger().type(),
                    ScriptText.deployment(store, script),
                    script.createdBy(),
                    script.id()));
    return table.textOr("no script is stored in this colony");
  }
}
