// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JDBC binds numbers only, so {@code $name} is numbered in the order in which the names first
 * occur.
 */
final class Parameters {
  private Parameters() {}

  /** The number of each name; empty when parameters are numbers already. */
  static Map<String, String> number(ObjectNode statement) {
    JsonNode declared = statement.path("named_param_map");
    Map<String, String> numbers = new HashMap<>();
    ArrayNode numbered = Tree.array();
    for (JsonNode entry : declared) {
      String name = Tree.text(entry, "key");
      if (name.chars().allMatch(Character::isDigit)) {
        return Map.of();
      }
      int number = entry.path("value").asInt();
      numbers.put(name, String.valueOf(number));
      numbered.addObject().put("key", String.valueOf(number)).put("value", number);
    }
    if (!numbers.isEmpty()) {
      statement.set("named_param_map", numbered);
    }
    return numbers;
  }
}
