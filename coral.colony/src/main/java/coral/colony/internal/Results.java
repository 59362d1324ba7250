// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.execution.ExecutionStore;
import coral.api.execution.Report;
import coral.api.execution.ReportsListener;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where reports come in: first into the store, then to those who follow the script. */
@Component(configurationPid = "coral.colony.results", service = Results.class)
public final class Results {
  private static final Logger log = LoggerFactory.getLogger(Results.class);

  /** Gets the new reports of one agent in the order of each execution; must not block. */
  @FunctionalInterface
  interface Sink {
    void onReports(String agentId, List<Report> reports);
  }

  /** Ends with {@link #close}, which does not wait for a delivery in progress. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private final ExecutionStore store;
  private final Map<UUID, List<Sink>> sinks = new ConcurrentHashMap<>();
  private final List<Sink> sinksOfAll = new CopyOnWriteArrayList<>();
  private final List<ReportsListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Object> agentLocks = new ConcurrentHashMap<>();

  @Activate
  public Results(@Reference(name = "store") ExecutionStore store) {
    this.store = store;
  }

  @Reference(
      name = "listeners",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(ReportsListener listener) {
    listeners.add(listener);
  }

  void removeListener(ReportsListener listener) {
    listeners.remove(listener);
  }

  /**
   * Stores reports and hands on those that are new; durable when it returns. Reports of one agent
   * are taken one call at a time, since two streams of an agent that reconnected must not overtake
   * each other between store and followers.
   */
  List<Report> ingest(String agentId, List<Report> reports) {
    synchronized (agentLocks.computeIfAbsent(agentId, id -> new Object())) {
      List<Report> fresh = store.apply(agentId, reports);
      fresh.stream()
          .map(Report::scriptId)
          .distinct()
          .forEach(scriptId -> publish(scriptId, agentId, fresh));
      if (!fresh.isEmpty()) {
        sinksOfAll.forEach(sink -> tell(sink, agentId, fresh));
        listeners.forEach(listener -> tell(listener::onReports, agentId, fresh));
      }
      return fresh;
    }
  }

  Subscription subscribe(UUID scriptId, Sink sink) {
    sinks.compute(
        scriptId,
        (id, those) -> {
          List<Sink> all = those == null ? new CopyOnWriteArrayList<>() : those;
          all.add(sink);
          return all;
        });
    return () ->
        sinks.computeIfPresent(
            scriptId,
            (id, those) -> {
              those.remove(sink);
              return those.isEmpty() ? null : those;
            });
  }

  /** To the reports of all scripts. */
  Subscription subscribe(Sink sink) {
    sinksOfAll.add(sink);
    return () -> sinksOfAll.remove(sink);
  }

  /** Subscriptions that are open. */
  int followers() {
    return sinksOfAll.size() + sinks.values().stream().mapToInt(List::size).sum();
  }

  private void publish(UUID scriptId, String agentId, List<Report> fresh) {
    List<Sink> interested = sinks.getOrDefault(scriptId, List.of());
    if (interested.isEmpty()) {
      return;
    }
    List<Report> own = fresh.stream().filter(report -> report.scriptId().equals(scriptId)).toList();
    interested.forEach(sink -> tell(sink, agentId, own));
  }

  private static void tell(Sink sink, String agentId, List<Report> reports) {
    try {
      sink.onReports(agentId, reports);
    } catch (RuntimeException e) {
      log.warn("a follower of {} failed", reports.getFirst().scriptId(), e);
    }
  }
}
