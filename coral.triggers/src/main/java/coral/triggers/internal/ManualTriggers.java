// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import org.osgi.service.component.annotations.Component;

/** Fires once, when it is created: a script runs as soon as it is deployed. */
@Component(
    configurationPid = "coral.triggers.manual",
    property = TriggerHandlerFactory.TYPE + "=" + ManualTriggers.TYPE)
public final class ManualTriggers implements TriggerHandlerFactory {
  static final String TYPE = "manual";

  @Override
  public void check(Trigger trigger) {
    if (!(trigger instanceof Trigger.Manual)) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the manual trigger was given a trigger of type \"%s\"".formatted(trigger.type()));
    }
  }

  @Override
  public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
    check(request.trigger());
    callback.fire("deployed");
    return () -> {};
  }
}
