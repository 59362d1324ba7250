// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.DesiredState;
import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.Channel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent as its colony sees it, without an agent: it greets, says its state, reports that it runs
 * what it should run, and connects again when its streams end. Thread-safe.
 */
final class SimulatedAgent {
  /**
   * What an agent is.
   *
   * @param labels such as its region
   */
  record Identity(String id, Map<String, String> labels, List<String> services) {
    /** The first is {@code sim-0001}. */
    static Identity of(int index) {
      List<String> services = List.of("payments", "checkout", "search", "cart", "accounts");
      return new Identity(
          String.format("sim-%04d", index + 1),
          Map.of("region", "region-" + index % 4, "zone", "zone-" + index % 12),
          List.of(services.get(index % services.size())));
    }
  }

  /** Told what happens, on the thread where it does; must not block. */
  interface Listener {
    /** The first desired state of a connection is here. */
    default void connected(String agent) {}

    /** The agent holds another set of scripts than before. */
    default void changed(String agent) {}

    /** The colony has acknowledged a report that was made at {@code nanos}. */
    default void stored(String agent, Report report, long nanos) {}
  }

  private final Identity identity;
  private final String instance = UUID.randomUUID().toString();
  private final Channel channel;
  private final Listener listener;
  private final Runnable onEnd;
  private final SimulatedScripts scripts;
  private final SimulatedOutbox outbox;

  // Guarded by this.
  private List<String> services;
  private @Nullable Streams streams;
  private boolean connected;

  /**
   * Connects with {@link #connect}.
   *
   * @param onEnd called when a connection has ended, by whatever it was
   */
  SimulatedAgent(Identity identity, Channel channel, Listener listener, Runnable onEnd) {
    this.identity = identity;
    this.channel = channel;
    this.listener = listener;
    this.onEnd = onEnd;
    services = identity.services();
    scripts = new SimulatedScripts(Clock.systemUTC(), new SplittableRandom());
    outbox = new SimulatedOutbox(identity.id());
  }

  /** Greets the colony, unless it is connected. */
  synchronized void connect() {
    if (streams != null) {
      return;
    }
    outbox.startAgain();
    connected = false;
    Streams opened = new Streams(this, AgentLinkGrpc.newStub(channel));
    streams = opened;
    opened.openControl();
    opened.say(hello());
    opened.say(state());
  }

  /** Says what it runs. */
  synchronized void heartbeat() {
    if (streams != null) {
      streams.say(state());
    }
  }

  /** Has seen telemetry of other services from here on. */
  synchronized void services(List<String> seen) {
    services = List.copyOf(seen);
    heartbeat();
  }

  /** Writes a line in the name of the script deployed last; false: none runs. */
  synchronized boolean line(String text) {
    return report(scripts.line(text));
  }

  /** As {@link #line}, with an event. */
  synchronized boolean event(String name, String json) {
    return report(scripts.event(name, json));
  }

  /** Reports that the colony may not have. */
  synchronized int unacknowledged() {
    return outbox.size();
  }

  private boolean report(Optional<Report> report) {
    report.ifPresent(outbox::add);
    send();
    return report.isPresent();
  }

  void received(Streams from, ColonyMessage message) {
    boolean first;
    boolean changed;
    synchronized (this) {
      if (isCurrent(from) && message.hasWelcome()) {
        from.openReports();
      }
      if (!isCurrent(from) || !message.hasDesired()) {
        return;
      }
      first = !connected;
      connected = true;
      changed = take(message.getDesired());
    }
    if (changed) {
      listener.changed(identity.id());
    }
    if (first) {
      listener.connected(identity.id());
    }
  }

  /** A real agent also says both that a script is about to run, and that it does. */
  private boolean take(DesiredState desired) {
    boolean changed = step(scripts.desire(desired));
    step(scripts.start());
    return changed;
  }

  private boolean step(List<Report> reports) {
    if (reports.isEmpty()) {
      return false;
    }
    reports.forEach(outbox::add);
    send();
    heartbeat();
    return true;
  }

  void acknowledged(Streams from, ReportAck ack) {
    List<SimulatedOutbox.Entry> stored;
    synchronized (this) {
      if (!isCurrent(from)) {
        return;
      }
      stored = outbox.acknowledged(ack.getBatchId());
      send();
    }
    stored.forEach(entry -> listener.stored(identity.id(), entry.report(), entry.nanos()));
  }

  /** The stream takes more. */
  synchronized void ready(Streams from) {
    if (isCurrent(from)) {
      send();
    }
  }

  private void send() {
    Streams open = streams;
    while (open != null && open.takesReports()) {
      Optional<ReportBatch> batch = outbox.next();
      if (batch.isEmpty()) {
        return;
      }
      open.report(batch.get());
    }
  }

  void ended(Streams which) {
    synchronized (this) {
      if (!isCurrent(which)) {
        return;
      }
      streams = null;
      which.cancel();
    }
    onEnd.run();
  }

  /** Ends the connection; it may be opened again. */
  void disconnect() {
    Streams open;
    synchronized (this) {
      open = streams;
    }
    if (open != null) {
      ended(open);
    }
  }

  @SuppressWarnings("ReferenceEquality") // one connection, equal to no other
  private boolean isCurrent(Streams which) {
    return streams == which;
  }

  private AgentMessage hello() {
    return AgentMessage.newBuilder()
        .setHello(
            AgentHello.newBuilder()
                .setAgentId(identity.id())
                .setInstanceId(instance)
                .setHostId(identity.id())
                .setHostname(identity.id() + ".simulated")
                .putAllLabels(identity.labels())
                .setVersion("0.1.0")
                .setDenoVersion("2.9.5")
                .setOs("Linux")
                .setKernel("6.18.44")
                .setAddress("127.0.0.1:1")
                .setSandboxTier("simulated")
                .setMaxConcurrent(8))
        .build();
  }

  private AgentMessage state() {
    return AgentMessage.newBuilder()
        .setState(
            AgentState.newBuilder()
                .addAllServices(services)
                .addAllScripts(scripts.assigned())
                .putTelemetryRows("spans", 1_000_000)
                .putTelemetryRows("metrics", 100_000)
                .putTelemetryRows("logs", 100_000))
        .build();
  }
}
