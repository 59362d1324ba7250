// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import coral.agent.internal.outbox.Outbox;
import coral.agent.internal.wire.LinkWire;
import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of one connection. The one for reports may end alone, as when the colony's disk
 * is full, and is opened again. Everything happens on {@code serial}, one thing at a time.
 */
final class LinkSession {
  /** What a session needs to know of the agent, and tells it; called on {@code serial}. */
  interface Peer {
    LinkWire.Hello hello();

    LinkWire.State state();

    void welcomed();

    /**
     * Takes in a message.
     *
     * @param answer to call at most once, on any thread and at any time, if it wants an answer
     */
    void received(ColonyMessage message, Consumer<AgentMessage> answer);

    /**
     * The colony takes no more reports on this connection for now; {@link #reopenReports} tries it
     * again.
     *
     * @param progress it had taken some
     */
    void reportsEnded(LinkSession session, boolean progress, Status status);

    /**
     * Called once.
     *
     * @param graceful the colony said that it ends the connection, and may be dialled again at once
     */
    void ended(LinkSession session, boolean graceful, Status status);
  }

  private final ManagedChannel channel;
  private final Outbox outbox;
  private final Peer peer;
  private final Executor serial;
  private final LinkWire.Hello hello;

  private @Nullable StreamObserver<AgentMessage> control;
  private @Nullable ReportSender reports;
  private @Nullable AutoCloseable listening;
  private boolean welcomed;
  private boolean ended;

  LinkSession(ManagedChannel channel, Outbox outbox, Peer peer, Executor serial) {
    this.channel = channel;
    this.outbox = outbox;
    this.peer = peer;
    this.serial = serial;
    this.hello = peer.hello();
  }

  void start() {
    StreamObserver<AgentMessage> out = AgentLinkGrpc.newStub(channel).control(new FromColony());
    control = out;
    out.onNext(LinkWire.toWire(hello));
    out.onNext(LinkWire.toWire(peer.state()));
  }

  /** Says what has changed; what can only be said in a hello takes a new connection. */
  void sendState() {
    StreamObserver<AgentMessage> out = control;
    if (ended || !welcomed || out == null) {
      return;
    }
    if (!hello.equals(peer.hello())) {
      end(true, Status.OK);
      return;
    }
    out.onNext(LinkWire.toWire(peer.state()));
  }

  private void received(ColonyMessage message) {
    if (ended) {
      return;
    }
    if (message.hasWelcome() && !welcomed) {
      welcomed = true;
      openReports();
      peer.welcomed();
    }
    peer.received(message, answer -> serial.execute(() -> guarded(() -> send(answer))));
  }

  private void send(AgentMessage message) {
    StreamObserver<AgentMessage> out = control;
    if (!ended && out != null) {
      out.onNext(message);
    }
  }

  private void openReports() {
    AgentLinkGrpc.newStub(channel).report(new FromReports());
    if (listening == null) {
      listening = outbox.listen(() -> serial.execute(this::sendReports));
    }
    sendReports();
  }

  /** Begins with what was not acknowledged. */
  void reopenReports() {
    if (!ended && reports == null) {
      guarded(this::openReports);
    }
  }

  private void sendReports() {
    ReportSender sender = reports;
    if (!ended && sender != null) {
      guarded(sender::send);
    }
  }

  /**
   * A fault on this side ends the connection; the next one begins with what was not acknowledged.
   */
  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      end(
          false,
          Status.INTERNAL.withDescription("the agent failed: " + e.getMessage()).withCause(e));
    }
  }

  void endUnlessWelcomed() {
    if (!welcomed) {
      end(false, Status.DEADLINE_EXCEEDED.withDescription("it does not greet"));
    }
  }

  /** Ends both streams; once. */
  void end(boolean graceful, Status status) {
    if (ended) {
      return;
    }
    ended = true;
    channel.shutdownNow();
    AutoCloseable registration = listening;
    ReportSender sender = reports;
    try {
      if (registration != null) {
        registration.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("listeners of the outbox close without a fault", e);
    }
    if (sender != null) {
      sender.close();
    }
    peer.ended(this, graceful && welcomed, status);
  }

  private final class FromColony implements StreamObserver<ColonyMessage> {
    @Override
    public void onNext(ColonyMessage message) {
      serial.execute(() -> guarded(() -> received(message)));
    }

    @Override
    public void onError(Throwable t) {
      serial.execute(() -> end(Goodbye.said(t), Status.fromThrowable(t)));
    }

    @Override
    public void onCompleted() {
      serial.execute(() -> end(true, Status.OK));
    }
  }

  /** When it ends the other stream goes on: what breaks the connection ends that one too. */
  private final class FromReports implements ClientResponseObserver<ReportBatch, ReportAck> {
    private @Nullable ReportSender sender;
    private boolean progress;

    @Override
    public void beforeStart(ClientCallStreamObserver<ReportBatch> out) {
      sender = new ReportSender(hello.identity().id(), outbox, out);
      reports = sender;
      out.setOnReadyHandler(() -> serial.execute(LinkSession.this::sendReports));
    }

    @Override
    public void onNext(ReportAck ack) {
      serial.execute(
          () -> {
            ReportSender own = sender;
            if (isOpen() && own != null) {
              progress = true;
              guarded(() -> own.acknowledged(ack));
            }
          });
    }

    @SuppressWarnings("ReferenceEquality") // one stream's, equal to no other
    private boolean isOpen() {
      return !ended && reports == sender;
    }

    @Override
    public void onError(Throwable t) {
      serial.execute(() -> over(Status.fromThrowable(t)));
    }

    @Override
    public void onCompleted() {
      serial.execute(() -> over(Status.OK));
    }

    private void over(Status status) {
      ReportSender own = sender;
      if (isOpen() && own != null) {
        own.close();
        reports = null;
        peer.reportsEnded(LinkSession.this, progress, status);
      }
    }
  }
}
