// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.script.ScriptMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What should be so, in the simplest terms: no network, no time, no failures. */
final class Model {
  static final List<String> AGENTS = List.of("a", "b", "c");
  static final List<String> SERVICES = List.of("payments", "checkout");

  /** What an agent should run: of that script, that version, under that deployment. */
  record Wanted(String name, int version, UUID deployment, ScriptMode mode) {}

  /** Under one name; deleted and deployed again it is another one. */
  static final class ScriptModel {
    final String name;
    final UUID id = UUID.randomUUID();
    final ScriptMode mode;
    final List<String> targets;
    int versions;
    int active;
    Optional<UUID> deployment = Optional.empty();
    boolean deleted;

    /** Numbers that its processes tried to emit, and those that were acknowledged to them. */
    final Set<Integer> attempted = new TreeSet<>();

    final Set<Integer> acknowledged = new TreeSet<>();

    ScriptModel(String name, ScriptMode mode, List<String> targets) {
      this.name = name;
      this.mode = mode;
      this.targets = targets;
    }
  }

  static final class AgentModel {
    final Set<String> services = new TreeSet<>();
    boolean partitioned;

    /** Of disks; with each, what only it knew is gone. */
    int losses;

    /** Numbers acknowledged to scripts on it. */
    final Set<Integer> emitted = new HashSet<>();
  }

  final Map<String, ScriptModel> byName = new TreeMap<>();
  final List<ScriptModel> scripts = new ArrayList<>();
  final Map<String, AgentModel> agents = new TreeMap<>();
  final Map<UUID, ScriptModel> byDeployment = new HashMap<>();

  Model() {
    AGENTS.forEach(id -> agents.put(id, new AgentModel()));
  }

  /** The script that has the name now. */
  ScriptModel script(String name, ScriptMode mode, List<String> targets) {
    return byName.computeIfAbsent(
        name,
        key -> {
          ScriptModel added = new ScriptModel(key, mode, targets);
          scripts.add(added);
          return added;
        });
  }

  void delete(ScriptModel script) {
    script.deleted = true;
    byName.remove(script.name);
  }

  List<Wanted> wanted(String agentId) {
    AgentModel agent = agents.get(agentId);
    return byName.values().stream()
        .filter(script -> script.deployment.isPresent())
        .filter(
            script ->
                script.targets.isEmpty()
                    || script.targets.contains(agentId)
                    || script.targets.stream().anyMatch(agent.services::contains))
        .map(
            script ->
                new Wanted(
                    script.name, script.active, script.deployment.orElseThrow(), script.mode))
        .toList();
  }
}
