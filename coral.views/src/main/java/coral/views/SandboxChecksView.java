// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.CheckSandboxResponse;
import java.util.List;

/**
 * What an agent found when it tried its sandbox.
 *
 * @param sandboxTier empty: no script can run
 * @param layers outermost last
 * @param scriptsRefused why the agent runs no scripts; empty: it does
 */
public record SandboxChecksView(
    String agentId,
    String sandboxTier,
    List<LayerView> layers,
    List<CheckView> checks,
    String scriptsRefused) {
  public SandboxChecksView {
    layers = List.copyOf(layers);
    checks = List.copyOf(checks);
  }

  /** As that agent answered. */
  public static SandboxChecksView of(String agentId, CheckSandboxResponse outcome) {
    return new SandboxChecksView(
        agentId,
        outcome.getTier(),
        outcome.getLayersList().stream().map(LayerView::of).toList(),
        outcome.getChecksList().stream().map(CheckView::of).toList(),
        outcome.getRefusal());
  }

  /**
   * Every check passed, and the agent runs scripts. A layer that the machine does not offer is no
   * failure: {@code script.min_tier} decides.
   */
  public boolean passed() {
    return scriptsRefused.isEmpty() && checks.stream().allMatch(CheckView::passed);
  }
}
