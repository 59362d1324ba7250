// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.sandbox.Check;
import coral.api.sandbox.Layer;
import coral.api.sandbox.Sandbox;
import coral.proto.agent.v1.CheckSandboxResponse;
import java.util.List;

/** What the sandbox says of itself. */
public final class SandboxWire {
  private SandboxWire() {}

  /**
   * The outcome of a check.
   *
   * @param refusal why the agent runs no scripts; empty: it does
   */
  public static CheckSandboxResponse toWire(
      List<Check> checks, Sandbox.Info sandbox, String refusal) {
    return CheckSandboxResponse.newBuilder()
        .addAllChecks(checks.stream().map(SandboxWire::toWire).toList())
        .addAllLayers(layers(sandbox))
        .setTier(sandbox.tier())
        .setRefusal(refusal)
        .build();
  }

  static List<coral.proto.agent.v1.Layer> layers(Sandbox.Info sandbox) {
    return sandbox.layers().stream().map(SandboxWire::toWire).toList();
  }

  private static coral.proto.agent.v1.Layer toWire(Layer layer) {
    return coral.proto.agent.v1.Layer.newBuilder()
        .setName(layer.name())
        .setOn(layer.on())
        .setDetail(layer.detail())
        .build();
  }

  private static coral.proto.agent.v1.Check toWire(Check check) {
    return coral.proto.agent.v1.Check.newBuilder()
        .setName(check.name())
        .setPassed(check.passed())
        .setDetail(check.detail())
        .build();
  }
}
