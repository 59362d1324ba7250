// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryEngine;
import coral.api.query.QueryGuard;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import java.time.Clock;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Fires when a condition over the agent's telemetry is true. Guard and engine may be away and be
 * updated while handlers live: evaluations say what they lack, and go on when it is there again.
 */
@Component(
    configurationPid = "coral.triggers.event",
    property = TriggerHandlerFactory.TYPE + "=" + EventTriggers.TYPE)
public final class EventTriggers implements TriggerHandlerFactory {
  static final String TYPE = "event";

  private final Conditions conditions = new Conditions();
  private final EvaluationPool evaluations = new EvaluationPool();

  @Reference(
      name = "guard",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindGuard(QueryGuard guard) {
    conditions.bind(guard);
  }

  void unbindGuard(QueryGuard guard) {
    conditions.unbind(guard);
  }

  @Reference(
      name = "engine",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEngine(QueryEngine engine) {
    conditions.bind(engine);
  }

  void unbindEngine(QueryEngine engine) {
    conditions.unbind(engine);
  }

  @Override
  public void check(Trigger trigger) throws InterruptedException {
    conditions.check(event(trigger).condition());
  }

  @Override
  public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
    EventHandler handler =
        new EventHandler(
            request,
            event(request.trigger()),
            callback,
            conditions,
            evaluations,
            Clock.systemUTC());
    handler.start();
    return handler;
  }

  private static Trigger.Event event(Trigger trigger) {
    if (trigger instanceof Trigger.Event event) {
      return event;
    }
    throw new CoralException(
        ErrorCode.INVALID_ARGUMENT,
        "the event trigger was given a trigger of type \"%s\"".formatted(trigger.type()));
  }

  @Deactivate
  void close() {
    evaluations.close();
  }
}
