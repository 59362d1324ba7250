// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import coral.agent.internal.execution.EmitMethod;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code emit}. */
@Component(
    service = SdkMethod.class,
    configurationPid = "coral.agent.emit",
    property = SdkMethod.NAME + "=emit")
public final class EmitComponent implements SdkMethod {
  private final EmitMethod method;

  @Activate
  public EmitComponent(@Reference(name = "scripts") ScriptsComponent scripts) {
    method = new EmitMethod(scripts.executions());
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    return method.call(call);
  }
}
