// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.agent.v1.SkippedAgent;

/** An agent that matches a script's targets and cannot run it, and why. */
public record SkippedView(String agentId, String reason) {

  static SkippedView of(SkippedAgent skipped) {
    return new SkippedView(skipped.getAgentId(), skipped.getReason());
  }

  /** {@code Not on agent-1: it has no Deno}. */
  public String line() {
    return "Not on %s: %s".formatted(agentId, reason);
  }
}
