// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import coral.agent.internal.execution.Executions;
import coral.agent.internal.execution.Timer;
import coral.agent.internal.outbox.Outbox;
import coral.agent.internal.service.AgentHandler;
import coral.agent.internal.wire.LinkWire;
import coral.api.execution.Report;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.ColonyMessage;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to the colony: dials, reports, reconciles, and dials again when it is lost.
 * Scripts run on meanwhile. All work is done by one thread.
 */
public final class ColonyLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ColonyLink.class);

  static final Duration STATE_INTERVAL = Duration.ofSeconds(5);

  /** A colony that takes longer to greet is given up. */
  static final Duration WELCOME = Duration.ofSeconds(10);

  /** Two graceful ends within this time are not followed by an immediate dial. */
  static final Duration CALM = Duration.ofSeconds(1);

  /**
   * What a link joins.
   *
   * @param dial makes a channel to the colony, which may not be there
   * @param hello called for each connection, and to see whether it has changed
   * @param welcomed told when the link comes and goes
   */
  public record Parts(
      Supplier<ManagedChannel> dial,
      Supplier<LinkWire.Hello> hello,
      Supplier<LinkWire.State> state,
      Executions executions,
      AgentHandler handler,
      Outbox outbox,
      Timer timer,
      Clock clock,
      RandomGenerator random,
      Consumer<Boolean> welcomed) {}

  private final Parts parts;
  private final Backoff backoff;
  private final Backoff reportBackoff;
  private final Reconciler reconciler;
  private final RequestAnswers answers;
  private final TrialAnswers trials;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("coral-link").factory());
  private final AutoCloseable listening;
  private final AutoCloseable listeningToTriggers;
  private final Side side = new Side();

  private @Nullable LinkSession session;
  private @Nullable Runnable nextDial;
  private String complaint = "";
  private boolean complainedOfReports;
  private long endedGracefullyAt;
  private boolean stateDue;
  private boolean closed;

  public ColonyLink(Parts parts) {
    this.parts = parts;
    this.backoff = new Backoff(parts.random());
    this.reportBackoff = new Backoff(parts.random());
    this.reconciler = new Reconciler(parts.executions(), parts.clock());
    this.trials = new TrialAnswers(parts.executions());
    this.answers = new RequestAnswers(parts.handler(), trials);
    this.endedGracefullyAt = parts.clock().millis() - CALM.toMillis();
    this.listening =
        parts
            .executions()
            .listen(
                (agentId, report) -> {
                  if (report.fact() instanceof Report.Status) {
                    stateChanged();
                  }
                });
    this.listeningToTriggers = parts.executions().listenToTriggers(this::stateChanged);
    parts.timer().after(STATE_INTERVAL, this::tick);
  }

  private void serial(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException closing) {
      log.debug("the link is closed", closing);
    }
  }

  /**
   * Dials now, for the first time or instead of when the next try is due; a link that is up stays.
   */
  public void dialNow() {
    serial(
        () -> {
          backoff.reset();
          dial();
        });
  }

  /** Sends the state soon, once for all changes until then. */
  public void stateChanged() {
    synchronized (this) {
      if (stateDue) {
        return;
      }
      stateDue = true;
    }
    serial(this::sendState);
  }

  private void sendState() {
    synchronized (this) {
      stateDue = false;
    }
    if (session != null) {
      session.sendState();
    }
  }

  private void tick() {
    serial(
        () -> {
          if (!closed) {
            reconciler.reconcile();
            sendState();
            parts.timer().after(STATE_INTERVAL, this::tick);
          }
        });
  }

  private void dial() {
    if (closed || session != null) {
      return;
    }
    if (nextDial != null) {
      nextDial.run();
      nextDial = null;
    }
    try {
      LinkSession dialled = new LinkSession(parts.dial().get(), parts.outbox(), side, this::serial);
      session = dialled;
      dialled.start();
      parts.timer().after(WELCOME, () -> serial(dialled::endUnlessWelcomed));
    } catch (RuntimeException e) {
      session = null;
      complain(Status.UNAVAILABLE.withDescription(e.getMessage()));
      dialLater(backoff.next());
    }
  }

  private void dialLater(Duration delay) {
    if (!closed) {
      nextDial = parts.timer().after(delay, () -> serial(this::dial));
    }
  }

  /** One line for each kind of trouble, not for each try. */
  private void complain(Status status) {
    String kind = status.getCode().name();
    if (!complaint.equals(kind)) {
      log.warn(
          "no link to the colony ({}{}); scripts run on, results wait, dialling again",
          kind,
          status.getDescription() == null ? "" : ": " + status.getDescription());
    }
    complaint = kind;
  }

  private final class Side implements LinkSession.Peer {
    @Override
    public LinkWire.Hello hello() {
      return parts.hello().get();
    }

    @Override
    public LinkWire.State state() {
      return parts.state().get();
    }

    @Override
    public void welcomed() {
      backoff.reset();
      reportBackoff.reset();
      complaint = "";
      complainedOfReports = false;
      log.info("linked to the colony");
      parts.welcomed().accept(true);
    }

    @Override
    public void received(ColonyMessage message, Consumer<AgentMessage> answer) {
      switch (message.getMessageCase()) {
        case DESIRED -> {
          boolean changed =
              reconciler.desire(
                  message.getDesired().getScriptsList().stream()
                      .flatMap(script -> LinkWire.fromWire(script).stream())
                      .toList());
          // The colony answers each state: one that says nothing new would go on for ever.
          if (changed) {
            stateChanged();
          }
        }
        case REQUEST -> answers.take(message.getRequest(), answer);
        case CANCEL -> trials.cancel(message.getCancel().getId());
        case WELCOME, MESSAGE_NOT_SET -> {}
      }
    }

    @Override
    public void reportsEnded(LinkSession which, boolean progress, Status status) {
      if (progress) {
        reportBackoff.reset();
        complainedOfReports = false;
      }
      var _ = parts.timer().after(reportBackoff.next(), () -> serial(() -> reopen(which, status)));
    }

    /** Nothing to do, or to complain of, where the whole connection has ended since. */
    @SuppressWarnings("ReferenceEquality") // one connection, equal to no other
    private void reopen(LinkSession which, Status status) {
      if (session != which) {
        return;
      }
      if (!complainedOfReports) {
        log.warn(
            "the colony takes no results ({}{}); they wait, trying again",
            status.getCode(),
            status.getDescription() == null ? "" : ": " + status.getDescription());
      }
      complainedOfReports = true;
      which.reopenReports();
    }

    @Override
    public void ended(LinkSession which, boolean graceful, Status status) {
      session = null;
      trials.cancelAll();
      parts.welcomed().accept(false);
      long now = parts.clock().millis();
      boolean calm = now - endedGracefullyAt >= CALM.toMillis();
      if (graceful && calm) {
        endedGracefullyAt = now;
        serial(ColonyLink.this::dial);
        return;
      }
      if (!closed) {
        if (!graceful) {
          complain(status);
        }
        dialLater(backoff.next());
      }
    }
  }

  /** Ends the link; what is not acknowledged stays in the outbox. */
  @Override
  public void close() {
    serial(
        () -> {
          closed = true;
          if (nextDial != null) {
            nextDial.run();
          }
          if (session != null) {
            session.end(false, Status.CANCELLED);
          }
        });
    thread.shutdown();
    try {
      listening.close();
      listeningToTriggers.close();
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("the link did not end within 5 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("cannot stop listening to executions", e);
    }
  }
}
