// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The trigger types that are known now. Guarded by the lock of {@link Executions}. */
final class TriggerHandlers {
  private final Map<String, TriggerHandlerFactory> factories = new TreeMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  void add(String type, TriggerHandlerFactory factory) {
    factories.put(type, factory);
    listeners.forEach(Runnable::run);
  }

  /** False when another factory has taken its place already. */
  boolean remove(String type, TriggerHandlerFactory factory) {
    boolean removed = factories.remove(type, factory);
    listeners.forEach(Runnable::run);
    return removed;
  }

  AutoCloseable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  boolean isEmpty() {
    return factories.isEmpty();
  }

  boolean knows(String type) {
    return factories.containsKey(type);
  }

  /** Those that are known and those of these scripts, sorted. */
  List<String> types(List<Assignment> held) {
    return Stream.concat(
            factories.keySet().stream(),
            held.stream().map(assignment -> assignment.script.trigger().type()))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * What handles the script's trigger now.
   *
   * @throws CoralException FAILED_PRECONDITION when the script's trigger is of an unknown type
   */
  TriggerHandlerFactory require(Script script, String agentId) {
    TriggerHandlerFactory factory = factories.get(script.trigger().type());
    if (factory == null) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "script \"%s\" wants a trigger of type \"%s\", which agent %s does not know; it knows: %s"
              .formatted(
                  script.name(),
                  script.trigger().type(),
                  agentId,
                  factories.isEmpty() ? "none" : String.join(", ", factories.keySet())));
    }
    return factory;
  }

  /** A live handler; null while its type is unknown. */
  @Nullable TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
    TriggerHandlerFactory factory = factories.get(request.trigger().type());
    return factory == null ? null : factory.create(request, callback);
  }
}
