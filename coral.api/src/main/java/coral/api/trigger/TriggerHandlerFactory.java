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
   * Checks a trigger's configuration without making a handler; a colony asks this before it stores
   * a script.
   *
   * @throws coral.api.error.CoralException INVALID_ARGUMENT naming the offending value and what
   *     would be right
   */
  void check(Trigger trigger) throws InterruptedException;

  /**
   * A live handler, which may fire before this returns. Returns at once: what has to be asked of
   * others is asked later, on the handler's own thread.
   *
   * @throws coral.api.error.CoralException INVALID_ARGUMENT as {@link #check} where that can be
   *     told at once
   */
  TriggerHandler create(TriggerRequest request, TriggerCallback callback);
}
