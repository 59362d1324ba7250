// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.limits.ResourceGroups;
import coral.api.sandbox.Layer;
import coral.api.sandbox.SandboxTier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static final ResourceGroups.Info GROUPS = new ResourceGroups.Info("cgroup v2", "");
  private static final ResourceGroups.Info NO_GROUPS =
      new ResourceGroups.Info("", "/sys/fs/cgroup is read-only");
  private static final List<String> PROCESS =
      List.of(
          "permissions", "parent-death", "chroot", "user", "rlimits", "no-new-privs", "seccomp");

  @Test
  void everythingMakesTheHighestTier() {
    assertThat(layers(true).tier(GROUPS)).isEqualTo(SandboxTier.FULL);
  }

  @Test
  void withoutBwrapItIsLimited() {
    assertThat(layers(false).tier(GROUPS)).isEqualTo(SandboxTier.LIMITED);
  }

  @Test
  void withoutControlGroupsItIsIsolated() {
    assertThat(layers(true).tier(NO_GROUPS)).isEqualTo(SandboxTier.ISOLATED);
    assertThat(layers(false).tier(NO_GROUPS)).isEqualTo(SandboxTier.ISOLATED);
  }

  @Test
  void withoutRootNamespacesIsolateAlone() {
    assertThat(layers(true, "chroot", "user").tier(NO_GROUPS)).isEqualTo(SandboxTier.ISOLATED);
    assertThat(layers(false, "chroot", "user").tier(GROUPS)).isEqualTo(SandboxTier.FILTERED);
  }

  @Test
  void withoutTheFilterThereIsDenoAlone() {
    assertThat(layers(true, "seccomp").tier(GROUPS)).isEqualTo(SandboxTier.DENO);
  }

  @Test
  void refusalSaysWhatIsMissingAndWhatIsWanted() {
    Layers weak = layers(false);
    assertThat(weak.refusal(SandboxTier.LIMITED, GROUPS)).isEmpty();
    assertThat(weak.refusal(SandboxTier.FULL, NO_GROUPS))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("tier \"isolated\"")
                    .contains("script.min_tier is \"full\"")
                    .contains("namespaces (bwrap is missing)")
                    .contains("/sys/fs/cgroup is read-only"));
  }

  private static Layers layers(boolean namespaces, String... off) {
    Set<String> without = Set.of(off);
    Stream<Layer> reported =
        PROCESS.stream().map(name -> new Layer(name, !without.contains(name), ""));
    return new Layers(
        new ConfinementReport(reported.toList()),
        new Layer("namespaces", namespaces, namespaces ? "by bwrap" : "bwrap is missing"));
  }
}
