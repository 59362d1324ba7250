// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.wire.SdkWire;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;

/** {@code runtime.heartbeat}: the event loop of a script lives. */
public final class HeartbeatMethod implements SdkMethod {
  private final Executions executions;

  public HeartbeatMethod(Executions executions) {
    this.executions = executions;
  }

  @Override
  public byte[] call(SdkCall call) {
    executions.heartbeat(call.execution().executionId());
    return SdkWire.heartbeatAnswer();
  }
}
