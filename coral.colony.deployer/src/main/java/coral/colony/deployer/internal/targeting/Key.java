// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.api.agent.Agent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What of an agent a predicate looks at. */
sealed interface Key {
  /** Before the name of a label that a key of that name hides. */
  String LABEL_PREFIX = "label.";

  /** What an agent has; empty: no such label, or nothing in the set. */
  List<String> values(Agent agent);

  /** One value, which each agent has. */
  record Fact(String name, Function<Agent, String> value) implements Key {
    @Override
    public List<String> values(Agent agent) {
      return List.of(value.apply(agent));
    }
  }

  /**
   * Any number of values.
   *
   * @param verb {@code has seen}, in front of {@code no service "payments"}
   */
  record Several(String verb, String noun, String plural, Function<Agent, List<String>> all)
      implements Key {
    @Override
    public List<String> values(Agent agent) {
      return all.apply(agent);
    }
  }

  /**
   * A label, which an agent has or has not.
   *
   * @param written the name as in the predicate
   */
  record Label(String written, String name) implements Key {
    @Override
    public List<String> values(Agent agent) {
      String value = agent.labels().get(name);
      return value == null ? List.of() : List.of(value);
    }
  }

  /** The key of that name; a label where there is none. */
  static Key of(String name) {
    Key known = BuiltIn.KEYS.get(name);
    if (known != null) {
      return known;
    }
    boolean prefixed = name.startsWith(LABEL_PREFIX) && name.length() > LABEL_PREFIX.length();
    return new Label(name, prefixed ? name.substring(LABEL_PREFIX.length()) : name);
  }

  /** The keys that are no labels. */
  final class BuiltIn {
    private static final Map<String, Key> KEYS =
        Map.of(
            "agent", new Fact("agent", Agent::id),
            "hostname", new Fact("hostname", Agent::hostname),
            "os", new Fact("os", Agent::os),
            "kernel", new Fact("kernel", Agent::kernel),
            "version", new Fact("version", Agent::version),
            "tier", new Fact("tier", Agent::sandboxTier),
            "service", new Several("has seen", "service", "services", Agent::services),
            "capability", new Several("has", "capability", "capabilities", Agent::capabilities));

    private BuiltIn() {}
  }
}
