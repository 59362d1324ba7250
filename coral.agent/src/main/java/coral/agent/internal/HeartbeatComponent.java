// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import coral.agent.internal.execution.HeartbeatMethod;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code runtime.heartbeat}. */
@Component(
    service = SdkMethod.class,
    configurationPid = "coral.agent.heartbeat",
    property = SdkMethod.NAME + "=runtime.heartbeat")
public final class HeartbeatComponent implements SdkMethod {
  private final HeartbeatMethod method;

  @Activate
  public HeartbeatComponent(@Reference(name = "scripts") ScriptsComponent scripts) {
    method = new HeartbeatMethod(scripts.executions());
  }

  @Override
  public byte[] call(SdkCall call) {
    return method.call(call);
  }
}
