// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerHandlerFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Checks triggers before a script is stored, by the types that this process knows. One that it does
 * not know passes: the agents may know it. Thread-safe.
 */
@Component(service = TriggerChecks.class, configurationPid = "coral.colony.triggers")
public final class TriggerChecks {
  private final Map<String, TriggerHandlerFactory> factories = new ConcurrentHashMap<>();

  @Activate
  public TriggerChecks() {}

  @Reference(
      name = "factories",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bind(TriggerHandlerFactory factory, Map<String, Object> properties) {
    factories.put(type(properties), factory);
  }

  void unbind(TriggerHandlerFactory factory, Map<String, Object> properties) {
    factories.remove(type(properties), factory);
  }

  /**
   * Fails for a trigger that no agent could run.
   *
   * @throws CoralException INVALID_ARGUMENT naming the value and what would be right
   */
  void check(Trigger trigger) {
    TriggerHandlerFactory factory = factories.get(trigger.type());
    if (factory == null) {
      return;
    }
    try {
      factory.check(trigger);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoralException(
          ErrorCode.CANCELLED, "the check of the trigger was interrupted; deploy again", e);
    }
  }

  private static String type(Map<String, Object> properties) {
    return String.valueOf(properties.get(TriggerHandlerFactory.TYPE));
  }
}
