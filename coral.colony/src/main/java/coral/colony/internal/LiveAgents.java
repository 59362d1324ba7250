// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.agent.AgentDirectory;
import coral.api.agent.AgentStore;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents that were ever seen and the links of those that are connected. When two processes of
 * one host use one agent id the newer one has it, and the older one is told; an agent on another
 * host is refused, so that two hosts never take turns under one id.
 */
@Component(
    configurationPid = "coral.colony.directory",
    service = {AgentDirectory.class, LiveAgents.class})
public final class LiveAgents implements AgentDirectory {
  private static final Logger log = LoggerFactory.getLogger(LiveAgents.class);

  /** How much of {@code lastSeen} a crash may cost. */
  private static final Duration SAVE_EVERY = Duration.ofMinutes(1);

  /** The connection of one agent process. */
  interface Link {
    /** Of the process: two links of one instance are one agent that reconnected. */
    String instanceId();

    Host host();

    /** Asks the agent something; fails when the link ends first. */
    CompletableFuture<AgentResponse> ask(AgentRequest request);

    /** Ends the link, telling the agent why. */
    void end(RuntimeException why);
  }

  private final AgentSaver saver;
  private final ExecutorService saving;
  private final Clock clock;
  private final SortedMap<String, KnownAgent> agents = new TreeMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  @Activate
  public LiveAgents(@Reference(name = "store") AgentStore store) {
    this(
        store,
        Clock.systemUTC(),
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("coral-colony-agents").factory()));
  }

  /**
   * @param saving ended with this
   */
  LiveAgents(AgentStore store, Clock clock, ExecutorService saving) {
    this.saver = new AgentSaver(store, saving);
    this.saving = saving;
    this.clock = clock;
    store.all().forEach(agent -> agents.put(agent.id(), new KnownAgent(agent, clock.instant())));
  }

  /** Waits for what is still to be saved. */
  @Deactivate
  void close() {
    listeners.clear();
    saving.close();
  }

  @Override
  public synchronized List<Agent> agents() {
    return agents.values().stream().map(known -> known.agent).toList();
  }

  @Override
  public synchronized Optional<Agent> find(String agentId) {
    return Optional.ofNullable(agents.get(agentId)).map(known -> known.agent);
  }

  /** The connection of that agent; empty: it has none, or is unknown. */
  synchronized Optional<Link> link(String agentId) {
    return Optional.ofNullable(agents.get(agentId)).map(known -> known.link);
  }

  /** What keeps that deployment's trigger from firing, by agent; of agents that are connected. */
  synchronized SortedMap<String, String> troubles(UUID deploymentId) {
    SortedMap<String, String> troubles = new TreeMap<>();
    agents.forEach(
        (id, known) -> {
          String why = known.troubles.get(deploymentId.toString());
          if (why != null) {
            troubles.put(id, why);
          }
        });
    return troubles;
  }

  @Override
  public AutoCloseable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Takes an agent in.
   *
   * @param hello the agent as it presents itself; its services are those of its last visit until it
   *     sends its state
   * @throws CoralException ALREADY_EXISTS when a newer process has taken this one's id, or an agent
   *     on another host has it
   */
  void connect(Agent hello, Link link) {
    Link superseded;
    synchronized (this) {
      KnownAgent known =
          agents.computeIfAbsent(hello.id(), id -> new KnownAgent(hello, Instant.EPOCH));
      superseded = known.link;
      if (known.isTakenFor(link.host(), clock.instant())) {
        throw refuse(known, link);
      }
      if (superseded != null && known.taken.contains(link.instanceId())) {
        throw inUse(hello.id(), superseded);
      }
      if (superseded != null && !superseded.instanceId().equals(link.instanceId())) {
        known.taken.add(superseded.instanceId());
        log.warn(
            "agent id {} is used by two processes on {}: the newer takes over from the older",
            hello.id(),
            link.host().name());
      }
      known.link = link;
      known.host = link.host();
      known.troubles = Map.of();
      known.agent = visiting(hello, known.agent, clock.instant());
      known.save(saver, clock.instant());
    }
    if (superseded != null) {
      superseded.end(inUse(hello.id(), link));
    }
    changed();
  }

  /**
   * Replaces what an agent says about itself; ignored on a link that is no longer the agent's.
   *
   * @param troubles what keeps triggers from firing on it, by the id of the deployment
   */
  void update(String agentId, Link link, AgentChange change, Map<String, String> troubles) {
    boolean notable;
    synchronized (this) {
      KnownAgent known = agents.get(agentId);
      if (known == null || !known.isOn(link)) {
        return;
      }
      known.troubles = Map.copyOf(troubles);
      Agent before = known.agent;
      Instant now = clock.instant();
      known.agent = change.apply(before, now);
      notable =
          !before.services().equals(known.agent.services())
              || !before.scriptsRefused().equals(known.agent.scriptsRefused())
              || !before.triggerTypes().equals(known.agent.triggerTypes())
              || !before.capabilities().equals(known.agent.capabilities());
      if (notable || known.saved.plus(SAVE_EVERY).isBefore(now)) {
        known.save(saver, now);
      }
    }
    if (notable) {
      changed();
    }
  }

  void disconnect(String agentId, Link link) {
    synchronized (this) {
      KnownAgent known = agents.get(agentId);
      if (known == null || !known.isOn(link)) {
        return;
      }
      known.link = null;
      known.troubles = Map.of();
      known.taken.clear();
      known.refused.clear();
      known.goneAt = clock.instant();
      known.agent = gone(known.agent, clock.instant());
      known.save(saver, clock.instant());
    }
    changed();
  }

  private static CoralException inUse(String id, Link other) {
    return new CoralException(
        ErrorCode.ALREADY_EXISTS,
        "agent id \"%s\" is used by another process, on %s; give one of the two its own with agent.id in agent.yaml or --agent-id"
            .formatted(id, other.host().name()));
  }

  /** The agent tries again and again: the log says it once. */
  private static CoralException refuse(KnownAgent known, Link link) {
    CoralException why = known.host.refuses(link.host(), known.agent.id());
    if (known.refused.add(link.instanceId())) {
      log.warn("{}", why.sentence());
    }
    return why;
  }

  private static Agent visiting(Agent hello, Agent before, Instant now) {
    return AgentChange.visit(before).apply(hello, now);
  }

  private static Agent gone(Agent agent, Instant now) {
    return AgentChange.departure().apply(agent, now);
  }

  private void changed() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("a listener to agents failed", e);
      }
    }
  }
}
