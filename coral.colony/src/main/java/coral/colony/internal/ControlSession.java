// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.AssignedScript;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.ColonyWelcome;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One control stream of an agent: each state is answered with what the agent should hold, and a
 * change of that is sent at once. Since each message says all of it, one that a slow agent cannot
 * take yet is not queued but computed later.
 */
final class ControlSession implements StreamObserver<AgentMessage>, LiveAgents.Link {
  private static final Logger log = LoggerFactory.getLogger(ControlSession.class);

  private final LiveAgents agents;
  private final DesiredStates desiredStates;
  private final ColonyWelcome welcome;
  private final ServerCallStreamObserver<ColonyMessage> out;
  private final Consumer<ControlSession> onEnd;
  private final PendingRequests pending = new PendingRequests();
  private volatile @Nullable AgentHello hello;

  // Guarded by this.
  private @Nullable List<AssignedScript> held;
  private List<DesiredScript> sent = List.of();
  private boolean owed;
  private boolean stale;
  private boolean ended;

  /** For use within the call's method, before it returns. */
  ControlSession(
      LiveAgents agents,
      DesiredStates desiredStates,
      ColonyWelcome welcome,
      ServerCallStreamObserver<ColonyMessage> out,
      Consumer<ControlSession> onEnd) {
    this.agents = agents;
    this.desiredStates = desiredStates;
    this.welcome = welcome;
    this.out = out;
    this.onEnd = onEnd;
    out.setOnReadyHandler(this::flush);
    out.setOnCancelHandler(this::leave);
  }

  @Override
  public void onNext(AgentMessage message) {
    try {
      switch (message.getMessageCase()) {
        case HELLO -> greet(message.getHello());
        case STATE -> take(message.getState());
        case RESPONSE -> take(message.getResponse());
        case MESSAGE_NOT_SET -> unasked();
      }
    } catch (RuntimeException e) {
      end(e);
    }
  }

  private void greet(AgentHello greeting) {
    if (greeting.getAgentId().isBlank() || greeting.getInstanceId().isBlank()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT, "an agent's hello needs agent_id and instance_id");
    }
    if (hello != null) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT, "a control stream has one hello, this is the second");
    }
    hello = greeting;
    agents.connect(LinkWire.agent(greeting, Clock.systemUTC().instant()), this);
    log.info("agent {} on {} is connected", greeting.getAgentId(), greeting.getHostname());
    synchronized (this) {
      if (!ended) {
        out.onNext(ColonyMessage.newBuilder().setWelcome(welcome).build());
      }
    }
  }

  private void take(AgentState state) {
    agents.update(greeted().getAgentId(), this, LinkWire.change(state), LinkWire.troubles(state));
    synchronized (this) {
      held = state.getScriptsList();
      owed = true;
    }
    flush();
  }

  private void take(AgentResponse response) {
    if (!pending.answered(response)) {
      unasked();
    }
  }

  private void unasked() {
    log.debug("agent {} sent what this colony does not wait for", greeted().getAgentId());
  }

  @Override
  public CompletableFuture<AgentResponse> ask(AgentRequest request) {
    synchronized (this) {
      return ended ? CompletableFuture.failedFuture(gone()) : pending.ask(request, this::send);
    }
  }

  private synchronized void send(ColonyMessage message) {
    if (!ended) {
      out.onNext(message);
    }
  }

  private CoralException gone() {
    return new CoralException(
        ErrorCode.UNAVAILABLE,
        "agent %s has disconnected before it answered; ask again when it is back"
            .formatted(greeted().getAgentId()));
  }

  /** Sends what the agent should hold, if that is no longer what was sent last. */
  void refresh() {
    synchronized (this) {
      stale = true;
    }
    flush();
  }

  private synchronized void flush() {
    List<AssignedScript> holding = held;
    if (ended || holding == null || !(owed || stale) || !out.isReady()) {
      return;
    }
    DesiredState state = desiredStates.of(greeted().getAgentId(), holding);
    List<DesiredScript> bare =
        state.getScriptsList().stream()
            .map(script -> script.toBuilder().clearScript().build())
            .toList();
    if (owed || !bare.equals(sent)) {
      sent = bare;
      out.onNext(ColonyMessage.newBuilder().setDesired(state).build());
    }
    owed = false;
    stale = false;
  }

  private AgentHello greeted() {
    AgentHello greeting = hello;
    if (greeting == null) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT, "a control stream begins with a hello, this one did not");
    }
    return greeting;
  }

  @Override
  public String instanceId() {
    return greeted().getInstanceId();
  }

  @Override
  public Host host() {
    return new Host(greeted().getHostId(), greeted().getHostname());
  }

  @Override
  public void end(RuntimeException why) {
    synchronized (this) {
      if (!ended) {
        ended = true;
        out.onError(why);
      }
    }
    leave();
  }

  @Override
  public void onError(Throwable e) {
    leave();
  }

  @Override
  public void onCompleted() {
    synchronized (this) {
      if (!ended) {
        ended = true;
        out.onCompleted();
      }
    }
    leave();
  }

  private void leave() {
    synchronized (this) {
      ended = true;
    }
    AgentHello greeting = hello;
    if (greeting != null) {
      agents.disconnect(greeting.getAgentId(), this);
      pending.fail(gone());
    }
    onEnd.accept(this);
  }
}
