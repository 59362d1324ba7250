// SPDX-License-Identifier: Apache-2.0
package coral.api.trigger;

import coral.api.script.Trigger;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes handlers for one type of trigger; a whiteboard service with the property {@link #TYPE}. */
@ConsumerType
public interface TriggerHandlerFactory {
  /** Service property: the type, such as {@code "manual"}. */
  String TYPE = "coral.trigger.type";

  /**
   * A live handler, which may fire before this returns.
   *
   * @throws coral.api.error.CoralException INVALID_ARGUMENT when the trigger's configuration is
   *     wrong
   */
  TriggerHandler create(Trigger trigger, TriggerCallback callback);
}
