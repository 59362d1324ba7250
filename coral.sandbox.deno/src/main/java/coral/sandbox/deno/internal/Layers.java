// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.limits.ResourceGroups;
import coral.api.sandbox.Layer;
import coral.api.sandbox.SandboxTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What isolates scripts on this machine, and the tier that it adds up to.
 *
 * @param report of a process that was started to see what it can do
 * @param namespaces whether bwrap works here
 */
record Layers(ConfinementReport report, Layer namespaces) {
  private static final Set<String> FILTER = Set.of("seccomp", "no-new-privs", "rlimits");
  private static final Set<String> OWN_ROOT_AND_USER = Set.of("chroot", "user");

  /** With control groups as they are now. */
  List<Layer> all(ResourceGroups.Info groups) {
    List<Layer> layers = new ArrayList<>(report.layers());
    layers.add(namespaces);
    layers.add(
        new Layer(
            "cgroups",
            groups.available(),
            groups.available()
                ? groups.kind() + " limits CPU, memory and number of processes"
                : groups.reason() + "; a watchdog limits CPU and memory instead"));
    return layers;
  }

  SandboxTier tier(ResourceGroups.Info groups) {
    if (!report.on().containsAll(FILTER)) {
      return SandboxTier.DENO;
    }
    if (!report.on().containsAll(OWN_ROOT_AND_USER) && !namespaces.on()) {
      return SandboxTier.FILTERED;
    }
    if (!groups.available()) {
      return SandboxTier.ISOLATED;
    }
    return namespaces.on() ? SandboxTier.FULL : SandboxTier.LIMITED;
  }

  /** Why this machine does not do, in one sentence; empty: it does. */
  Optional<String> refusal(SandboxTier least, ResourceGroups.Info groups) {
    SandboxTier reached = tier(groups);
    if (reached.compareTo(least) >= 0) {
      return Optional.empty();
    }
    String missing =
        all(groups).stream()
            .filter(layer -> !layer.on())
            .map(layer -> layer.name() + " (" + layer.detail() + ")")
            .collect(Collectors.joining("; "));
    return Optional.of(
        "no script runs here: this machine isolates scripts in tier \"%s\", and script.min_tier is \"%s\"; off are: %s"
            .formatted(reached.word(), least.word(), missing));
  }
}
