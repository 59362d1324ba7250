// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.ExecutionContext;
import coral.proto.sdk.v1.Frame;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One script's connection: {@link #run} greets it, then serves it until it ends. */
final class Connection {
  static final int PROTOCOL = 1;

  /** A Hello is a token; nothing larger is read from somebody unknown. */
  private static final int MAX_HELLO = 4 << 10;

  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /**
   * What all connections of a server share.
   *
   * @param processes whose expected ones may take longer to say Hello
   * @param buffers to read and write with
   * @param agentVersion told to each script
   * @param greeting how long a connection may take to say Hello
   * @param timer runs nothing that blocks
   */
  record Shared(
      Sessions sessions,
      KnownProcesses processes,
      Buffers buffers,
      MethodTable methods,
      Supplier<Limits> limits,
      Counters counters,
      Complaints complaints,
      String agentVersion,
      Duration greeting,
      ScheduledExecutorService timer) {}

  private final ByteChannel channel;
  private final Peer peer;
  private final Shared shared;
  private final FrameWriter writer;
  private volatile boolean closing;

  Connection(ByteChannel channel, Peer peer, Shared shared) {
    this.channel = channel;
    this.peer = peer;
    this.shared = shared;
    writer = new FrameWriter(channel);
  }

  /**
   * Serves the connection on this thread and, once there is something to say, on one more; both
   * should be platform threads.
   *
   * @param greeted runs when the peer has introduced itself
   */
  void run(Runnable greeted) {
    try {
      shared.buffers.lend(buffer -> read(new FrameReader(channel, buffer), greeted));
      LOG.debug("SDK connection of {} has ended", peer);
    } catch (MalformedFrameException e) {
      malformed(e);
    } catch (CoralException e) {
      shared.complaints.about(peer, e.sentence());
      sayFarewell(startWriting(), e);
    } catch (ClosedChannelException e) {
      LOG.debug("SDK connection of {} was closed here", peer);
    } catch (IOException e) {
      LOG.debug("SDK connection of {} broke off", peer, e);
    } finally {
      close();
    }
  }

  private void read(FrameReader reader, Runnable greeted) throws IOException {
    Session session = greet(reader);
    if (session != null) {
      greeted.run();
      startWriting();
      serve(session, reader);
    }
  }

  /** Ends the connection and, by that, every call on it. */
  void close() {
    closing = true;
    writer.close();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("SDK connection of {} did not close well", peer, e);
    }
  }

  /** Ends a connection that has not introduced itself. */
  void endUngreeted(String reason) {
    shared.complaints.about(peer, reason);
    close();
  }

  /** Null when the connection ended without a Hello. */
  private @Nullable Session greet(FrameReader reader) throws IOException {
    var patience =
        new Patience(
            shared.timer,
            shared.greeting,
            () -> shared.processes.isExpected(peer.pid()),
            this::tooLate);
    Frame frame;
    try {
      frame = reader.next(MAX_HELLO);
    } finally {
      patience.end();
    }
    if (frame == null) {
      return null;
    }
    if (!frame.hasHello() || frame.getRequestId() != 0 || frame.getHello().getProtocol() == 0) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the first frame must be a Hello with request id 0 and a protocol of 1 or more");
    }
    Session session = shared.sessions.find(frame.getHello().getToken());
    session.claim(peer.pid(), this::close);
    return session;
  }

  private void tooLate() {
    endUngreeted("it said no Hello in time");
  }

  private void serve(Session session, FrameReader reader) throws IOException {
    ExecutionContext execution = session.execution();
    int atOnce = shared.limits.get().maxConcurrentCalls();
    writer.answer(Answers.welcome(PROTOCOL, shared.agentVersion, atOnce, execution));
    var calls =
        new CallRunner(
            execution, shared.methods, shared.limits, session.hits(), writer, shared.counters);
    var rate = new RateLimit(shared.limits.get().maxRequestsPerSecond(), System.nanoTime());
    try {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        int perSecond = shared.limits.get().maxRequestsPerSecond();
        boolean withinRate = rate.allow(perSecond, System.nanoTime());
        dispatch(frame, calls, withinRate);
        LockSupport.parkNanos(rate.pause(perSecond));
      }
    } finally {
      calls.cancelAll();
    }
  }

  private void dispatch(Frame frame, CallRunner calls, boolean withinRate)
      throws MalformedFrameException {
    long id = frame.getRequestId();
    switch (frame.getBodyCase()) {
      case CALL ->
          calls.start(
              id,
              frame.getCall().getMethod(),
              frame.getCall().getPayload().toByteArray(),
              withinRate);
      case CANCEL -> calls.cancel(id);
      default ->
          writer.answer(
              Answers.error(
                  id,
                  ErrorCode.INVALID_ARGUMENT,
                  "a frame with "
                      + (frame.hasHello() ? "a second hello" : "no body that a script may send")
                      + " was ignored; protocol "
                      + PROTOCOL
                      + " has call and cancel"));
    }
  }

  private Thread startWriting() {
    return Thread.ofPlatform().daemon().name("sdk-write " + peer.pid()).start(this::write);
  }

  private void write() {
    try {
      shared.buffers.lend(writer::run);
    } catch (IOException e) {
      LOG.debug("SDK connection of {} takes no more", peer, e);
      close();
    }
  }

  private void sayFarewell(Thread writing, CoralException reason) {
    writer.answer(Answers.error(0, reason));
    writer.close();
    try {
      boolean _ = writing.join(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void malformed(MalformedFrameException e) {
    if (closing) {
      LOG.debug("SDK connection of {} was closed here within a frame", peer, e);
      return;
    }
    shared.complaints.about(peer, String.valueOf(e.getMessage()));
  }
}
