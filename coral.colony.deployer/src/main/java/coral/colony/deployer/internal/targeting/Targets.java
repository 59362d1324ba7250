// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.api.agent.Agent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The targets of scripts: any of them may match, and none means all agents. Each text is parsed
 * once, since each agent's every question evaluates those of all scripts. Thread-safe.
 */
public final class Targets {
  /** What is explained and run ad hoc comes with ever new texts. */
  private static final int CACHED = 1_024;

  private final Map<String, Target> parsed = new ConcurrentHashMap<>();

  /** Throws a CoralException INVALID_ARGUMENT for the first predicate that is malformed. */
  public void check(List<String> targets) {
    targets.forEach(Target::parse);
  }

  /** Whether an agent is meant. A malformed predicate matches none. */
  public boolean match(List<String> targets, Agent agent) {
    if (targets.isEmpty()) {
      return true;
    }
    for (String target : targets) {
      if (parsed(target).matches(agent)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of them is more than a name. */
  public boolean anyPredicate(List<String> targets) {
    return targets.stream().anyMatch(target -> !(parsed(target) instanceof Target.Name));
  }

  /** Why an agent that is not meant is not, in one sentence. */
  public String mismatch(List<String> targets, Agent agent) {
    return targets.size() == 1
        ? parsed(targets.getFirst()).mismatch(agent)
        : targets.stream()
            .map(target -> "%s: %s".formatted(target, parsed(target).mismatch(agent)))
            .collect(Collectors.joining("; "));
  }

  private Target parsed(String text) {
    Target known = parsed.get(text);
    if (known != null) {
      return known;
    }
    if (parsed.size() >= CACHED) {
      parsed.clear();
    }
    Target target = lenient(text);
    parsed.put(text, target);
    return target;
  }

  private static Target lenient(String text) {
    try {
      return Target.parse(text);
    } catch (MalformedTargetException e) {
      return new Target.Malformed(e.sentence());
    }
  }
}
