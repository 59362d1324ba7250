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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents that were ever seen and the links of those that are connected. When two processes use
 * one agent id the newer one has it, and the older one is told.
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

    String hostname();

    /** Asks the agent something; fails when the link ends first. */
    CompletableFuture<AgentResponse> ask(AgentRequest request);

    /** Ends the link, telling the agent why. */
    void end(RuntimeException why);
  }

  private final AgentSaver saver;
  private final ExecutorService saving;
  private final Clock clock;
  private final SortedMap<String, Known> agents = new TreeMap<>();
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
    store.all().forEach(agent -> agents.put(agent.id(), new Known(agent)));
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
   * @throws CoralException ALREADY_EXISTS when a newer process has taken this one's id
   */
  void connect(Agent hello, Link link) {
    Link superseded;
    synchronized (this) {
      Known known = agents.computeIfAbsent(hello.id(), id -> new Known(hello));
      superseded = known.link;
      if (superseded != null && known.taken.contains(link.instanceId())) {
        throw inUse(hello.id(), superseded);
      }
      if (superseded != null && !superseded.instanceId().equals(link.instanceId())) {
        known.taken.add(superseded.instanceId());
        log.warn(
            "agent id {} is used by two processes: the one on {} takes over from the one on {}",
            hello.id(),
            link.hostname(),
            superseded.hostname());
      }
      known.link = link;
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
      Known known = agents.get(agentId);
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
      Known known = agents.get(agentId);
      if (known == null || !known.isOn(link)) {
        return;
      }
      known.link = null;
      known.troubles = Map.of();
      known.taken.clear();
      known.agent = gone(known.agent, clock.instant());
      known.save(saver, clock.instant());
    }
    changed();
  }

  private static CoralException inUse(String id, Link other) {
    return new CoralException(
        ErrorCode.ALREADY_EXISTS,
        "agent id \"%s\" is used by another process, on %s; give one of the two its own with agent.id in agent.yaml or --agent-id"
            .formatted(id, other.hostname()));
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

  private static final class Known {
    private Agent agent;
    private @Nullable Link link;
    private Instant saved = Instant.EPOCH;
    private Map<String, String> troubles = Map.of();

    /** Instances that lost the id to the present one; they may have it again once that has gone. */
    private final Set<String> taken = new HashSet<>();

    Known(Agent agent) {
      this.agent = agent;
    }

    @SuppressWarnings("ReferenceEquality") // A link is one stream, equal to no other.
    boolean isOn(Link other) {
      return link == other;
    }

    void save(AgentSaver saver, Instant now) {
      saver.save(agent);
      saved = now;
    }
  }
}
