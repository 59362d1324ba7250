// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import java.util.ArrayList;
import java.util.List;

/** A type of trigger that fires when the test says so. */
final class FakeTriggers implements TriggerHandlerFactory {
  static final String TYPE = "schedule";

  /** Handlers in the order in which they were made. */
  final List<FakeHandler> handlers = new ArrayList<>();

  /** One that no handler can be made for; null: none. */
  Trigger refused;

  /** What the check of a trigger does. */
  Check check = trigger -> {};

  interface Check {
    void check(Trigger trigger) throws InterruptedException;
  }

  @Override
  public void check(Trigger trigger) throws InterruptedException {
    check.check(trigger);
  }

  @Override
  public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
    if (request.trigger().equals(refused)) {
      throw new CoralException(ErrorCode.INVALID_ARGUMENT, "that is no schedule");
    }
    FakeHandler handler = new FakeHandler(request, callback);
    handlers.add(handler);
    return handler;
  }

  /** By the newest handler. */
  void fire(String cause) {
    handlers.getLast().callback.fire(cause);
  }

  static final class FakeHandler implements TriggerHandler {
    final TriggerRequest request;
    final TriggerCallback callback;
    boolean closed;

    FakeHandler(TriggerRequest request, TriggerCallback callback) {
      this.request = request;
      this.callback = callback;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
