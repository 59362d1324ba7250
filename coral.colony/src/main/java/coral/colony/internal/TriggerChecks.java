// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerHandlerFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Checks triggers with the colony's own factories, which make no handler here. A type without one
 * passes: agents may have bundles that the colony does not.
 */
@Component(configurationPid = "coral.colony.triggers", service = TriggerChecks.class)
public final class TriggerChecks {
  private final Map<String, TriggerHandlerFactory> factories = new ConcurrentHashMap<>();

  @Reference(
      name = "triggers",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindTriggers(TriggerHandlerFactory factory, Map<String, Object> properties) {
    factories.put(type(properties), factory);
  }

  /** Leaves what has taken its place, as in an update. */
  void unbindTriggers(TriggerHandlerFactory factory, Map<String, Object> properties) {
    factories.remove(type(properties), factory);
  }

  private static String type(Map<String, Object> properties) {
    return String.valueOf(properties.get(TriggerHandlerFactory.TYPE));
  }

  /**
   * Refuses a trigger that could never fire.
   *
   * @throws CoralException INVALID_ARGUMENT when it does not pass; UNAVAILABLE when that cannot be
   *     told now
   */
  void check(Trigger trigger) {
    if (trigger.type().isBlank()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "trigger type \"%s\" is empty; name one that the agents know".formatted(trigger.type()));
    }
    TriggerHandlerFactory factory = factories.get(trigger.type());
    if (factory == null) {
      return;
    }
    try {
      factory.check(trigger);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoralException(
          ErrorCode.CANCELLED,
          "the check of the %s trigger was interrupted".formatted(trigger.type()),
          e);
    }
  }
}
