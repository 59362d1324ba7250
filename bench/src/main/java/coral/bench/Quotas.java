// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code agent.yaml} says.
 *
 * @param values by {@code section.key}; none: everything is as it is by default
 */
record Quotas(SequencedMap<String, Integer> values) {
  static final Quotas DEFAULT = of(Map.of());

  /** For what quotas would hide: they are there to keep scripts harmless. */
  static final Quotas RAISED =
      of(
          Map.of(
              "script.max_concurrent", 8,
              "script.cpu_percent", 200,
              "script.memory_limit_mb", 2048,
              "script.script_memory_mb", 256,
              "sdk.max_requests_per_second", 100_000,
              "query.script_cpu_percent", 200));

  static Quotas of(Map<String, Integer> values) {
    return new Quotas(new TreeMap<>(values));
  }

  String yaml() {
    StringBuilder yaml = new StringBuilder();
    String section = "";
    for (var value : values.entrySet()) {
      int dot = value.getKey().indexOf('.');
      String next = value.getKey().substring(0, dot);
      if (!next.equals(section)) {
        yaml.append(next).append(":\n");
        section = next;
      }
      yaml.append("  %s: %d\n".formatted(value.getKey().substring(dot + 1), value.getValue()));
    }
    return yaml.toString();
  }

  @Override
  public String toString() {
    return values.isEmpty()
        ? "as they are by default"
        : values.entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(", "));
  }
}
