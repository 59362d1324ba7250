// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves agents beside those who change them: a store may take as long as its disk, and a thousand
 * agents that come at once are one write. Thread-safe.
 */
final class AgentSaver {
  private static final Logger log = LoggerFactory.getLogger(AgentSaver.class);

  private final AgentStore store;
  private final Executor executor;
  private final Map<String, Agent> waiting = new LinkedHashMap<>();
  private boolean saving;

  AgentSaver(AgentStore store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  /** The newest of each agent is saved soon. */
  void save(Agent agent) {
    synchronized (this) {
      waiting.put(agent.id(), agent);
      if (saving) {
        return;
      }
      saving = true;
    }
    executor.execute(this::run);
  }

  private void run() {
    for (List<Agent> next = next(); !next.isEmpty(); next = next()) {
      try {
        store.save(next);
      } catch (RuntimeException e) {
        log.warn(
            "{} agents could not be saved; each is saved again when it changes", next.size(), e);
      }
    }
  }

  private synchronized List<Agent> next() {
    List<Agent> next = List.copyOf(waiting.values());
    waiting.clear();
    saving = !next.isEmpty();
    return next;
  }
}
