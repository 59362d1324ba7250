// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.AssignedScript;
import coral.api.execution.ExecutionService;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.views.ExecutionView;
import coral.views.Times;
import coral.views.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One script as text, and how to find it by name or by the beginning of its id. */
final class ScriptText {
  private ScriptText() {}

  static Optional<Script> find(ScriptStore colony, String name) {
    Optional<Script> named = colony.newestByName(name);
    return named.isPresent() ? named : only(colony.byIdPrefix(name), name);
  }

  static Optional<AssignedScript> find(ExecutionService agent, String name) {
    List<AssignedScript> all = agent.assigned();
    Optional<AssignedScript> named =
        all.stream().filter(a -> a.script().name().equals(name)).findFirst();
    return named.isPresent()
        ? named
        : only(
            all.stream().filter(a -> a.script().id().toString().startsWith(name)).toList(), name);
  }

  private static <T> Optional<T> only(List<T> found, String prefix) {
    if (found.size() > 1) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "%d scripts have an id that begins with \"%s\": give more of it"
              .formatted(found.size(), prefix));
    }
    return found.stream().findFirst();
  }

  static String inColony(ScriptStore colony, Script script) {
    return "script %s, id %s%n".formatted(script.name(), script.id())
        + "version %d of %s by %s, trigger %s%n"
            .formatted(
                script.version(),
                Times.second(script.createdAt()),
                script.createdBy(),
                script.trigger().type())
        + "targets: %s%n".formatted(Words.targets(script.targets()))
        + "versions: %d; deployment: %s%n"
            .formatted(colony.versions(script.id()).size(), deployment(colony, script));
  }

  static String onAgent(ExecutionService agent, AssignedScript assigned) {
    Script script = assigned.script();
    TextTable table =
        new TextTable("EXECUTION", "VERSION", "STATUS", "STARTED", "EXIT", "SANDBOX", "REASON");
    for (ExecutionView execution : ExecutionText.of(agent, assigned)) {
      table.row(
          execution.executionId(),
          execution.version(),
          execution.status(),
          Times.second(execution.startedAt()),
          execution.exitCode() == null ? "-" : execution.exitCode(),
          execution.sandboxTier(),
          execution.reasonWithLimits());
    }
    return "on this agent: %s version %d, trigger %s%n"
            .formatted(script.name(), script.version(), script.trigger().type())
        + (assigned.trouble().isEmpty()
            ? ""
            : "its trigger cannot fire: %s%n".formatted(assigned.trouble()))
        + (assigned.skipped() == 0
            ? ""
            : "firings left out while a run was under way: %,d%n".formatted(assigned.skipped()))
        + table.textOr("it has not run yet");
  }

  static String deployment(ScriptStore colony, Script script) {
    return colony
        .newestDeployment(script.id())
        .map(d -> "%s (version %d)".formatted(lower(d.state()), d.version()))
        .orElse("none");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
