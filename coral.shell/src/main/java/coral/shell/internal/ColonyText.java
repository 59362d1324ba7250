// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.views.AgentView;
import coral.views.Times;
import coral.views.Words;
import java.util.Comparator;
import java.util.List;

/** What a colony keeps, as text. */
final class ColonyText {
  private ColonyText() {}

  static String agents(List<AgentView> agents) {
    TextTable table =
        new TextTable("AGENT", "STATUS", "SCRIPTS", "LABELS", "SERVICES", "LAST SEEN");
    for (AgentView agent : agents) {
      table.row(
          agent.id(),
          agent.state(),
          agent.load(),
          Words.labels(agent.labels()),
          String.join(",", agent.services()),
          Times.second(agent.lastSeen()));
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
