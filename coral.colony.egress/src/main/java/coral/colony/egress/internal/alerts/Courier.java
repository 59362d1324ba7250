// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore;
import coral.api.egress.StoredEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries deliveries to one sink, each on a virtual thread, until they have arrived or are dead.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int PARALLEL = 4;
  private static final int LONGEST_REASON = 300;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Sink sink;
  private final DeliveryStore store;
  private final AlertSettings settings;
  private final SinkStats stats;
  private final Clock clock;
  private final Retries retries;
  private final HttpClient client;
  private final HttpAttempt attempt;
  private final Semaphore requests = new Semaphore(PARALLEL);
  private final AtomicBoolean failing = new AtomicBoolean();
  private final ExecutorService threads;

  Courier(Sink sink, DeliveryStore store, AlertSettings settings, SinkStats stats, Clock clock) {
    this.sink = sink;
    this.store = store;
    this.settings = settings;
    this.stats = stats;
    this.clock = clock;
    retries = new Retries(settings.retries(), clock);
    threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("coral-egress-" + sink.name() + "-", 0).factory());
    client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    attempt = new HttpAttempt(client, settings.timeout(), clock);
  }

  /** Returns at once; {@code ended} is called when nothing more is done for the delivery. */
  void start(Delivery delivery, Runnable ended) {
    try {
      var _ =
          threads.submit(
              () -> {
                try {
                  carryOrPause(delivery);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  ended.run();
                }
              });
    } catch (RejectedExecutionException e) {
      ended.run();
    }
  }

  /** What the store cannot do now must not become a flood of requests. */
  private void carryOrPause(Delivery delivery) throws InterruptedException {
    try {
      carry(delivery);
    } catch (RuntimeException e) {
      LOG.warn("delivery {} to {} is tried again later", delivery.id(), sink.name(), e);
      Thread.sleep(PAUSE);
    }
  }

  private void carry(Delivery delivery) throws InterruptedException {
    List<StoredEvent> alerts = store.alerts(delivery.id());
    AtomicInteger attempts = new AtomicInteger(delivery.attempts());
    Outcome last =
        retries.run(
            delivery,
            () -> {
              Outcome outcome = attempt(delivery, alerts);
              attempts.incrementAndGet();
              if (!(outcome instanceof Outcome.Arrived)) {
                failed(delivery, attempts.get(), reason(outcome));
              }
              return outcome;
            });
    if (last instanceof Outcome.Arrived) {
      store.delivered(delivery.id());
      stats.arrived(clock.instant());
      if (failing.getAndSet(false)) {
        LOG.info("alerts reach {} again", sink.name());
      }
    } else {
      String givenUp =
          last instanceof Outcome.Later
              ? ", given up after %d attempts".formatted(attempts.get())
              : "";
      bury(delivery, reason(last) + givenUp);
    }
  }

  private Outcome attempt(Delivery delivery, List<StoredEvent> alerts) throws InterruptedException {
    requests.acquire();
    try {
      HttpRequest request =
          sink.request(delivery, alerts)
              .header("Content-Type", "application/json")
              .header("User-Agent", "coral")
              .header("Idempotency-Key", delivery.id().toString())
              .build();
      return attempt.send(request);
    } catch (IOException e) {
      return new Outcome.Later("the request cannot be made: " + e.getMessage(), Optional.empty());
    } finally {
      requests.release();
    }
  }

  private void failed(Delivery delivery, int attempts, String reason) {
    stats.attemptFailed(reason);
    if (!failing.getAndSet(true)) {
      LOG.warn("alerts do not reach {}: {}", sink.name(), reason);
    }
    store.failed(delivery.id(), attempts, reason);
  }

  private void bury(Delivery delivery, String reason) {
    int dropped = store.die(delivery.id(), clock.instant(), reason, settings.mostDeadLetters());
    stats.died();
    LOG.warn(
        "alerts of script {} did not reach {}: {}; send them again with: coral egress resend {}",
        delivery.script(),
        sink.name(),
        reason,
        delivery.id());
    if (dropped > 0) {
      LOG.warn(
          "the oldest {} dead letters are gone, {} are kept", dropped, settings.mostDeadLetters());
    }
  }

  private static String reason(Outcome outcome) {
    String reason =
        switch (outcome) {
          case Outcome.Arrived() -> "";
          case Outcome.Later(String why, var _) -> why;
          case Outcome.Refused(String why) -> why;
        };
    return shortened(reason);
  }

  private static String shortened(String reason) {
    return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("deliveries to {} did not end within {} s", sink.name(), PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
