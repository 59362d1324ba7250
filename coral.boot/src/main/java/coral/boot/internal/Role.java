// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a process is, which configuration it reads and which parts make it ready. */
@SuppressWarnings("ImmutableEnumChecker") // List.of, Set.copyOf
enum Role {
  AGENT(
      List.of("agent.yaml"),
      Set.of("agent", "script", "telemetry", "query", "sdk"),
      Set.of("agent", "otlpGrpc", "otlpHttp", "scripts")),
  COLONY(
      List.of("colony.yaml"),
      Set.of("colony", "validation", "query", "consent", "results", "egress", "mcp"),
      Set.of("colony")),
  UP(
      List.of("agent.yaml", "colony.yaml"),
      union(AGENT.sections, COLONY.sections),
      union(union(AGENT.parts, COLONY.parts), Set.of("link")));

  private final List<String> files;
  private final Set<String> sections;
  private final Set<String> parts;

  Role(List<String> files, Set<String> sections, Set<String> parts) {
    this.files = files;
    this.sections = sections;
    this.parts = parts;
  }

  static Role of(String name) {
    return valueOf(name.toUpperCase(java.util.Locale.ROOT));
  }

  /** In the data directory; each may be missing. */
  List<String> files() {
    return files;
  }

  /** Top-level keys of the files, each a configuration PID {@code coral.SECTION}. */
  Set<String> sections() {
    return sections;
  }

  /** Names of the {@code ReadyPart} services that have to be there. */
  Set<String> parts() {
    return parts;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return Set.copyOf(all);
  }
}
