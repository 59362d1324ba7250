// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore;
import coral.api.egress.DeliveryStore.Counts;
import coral.api.execution.Severity;
import coral.colony.egress.internal.Receiver;
import coral.colony.egress.internal.TestColony;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of alerts when sinks refuse, hang or are away, and when the colony stops. */
class SinkFaultsTest extends SinkFixture {
  @Test
  void triesAgainWithTheSameKey() {
    Receiver receiver = receiver((n, headers) -> n < 2 ? 500 : 200);
    SinkPump pump = pump(webhook(receiver.uri("/")));
    alert("latency", 1);
    pump.wake();
    awaitRequests(receiver, 3);
    assertThat(receiver.got())
        .extracting(got -> got.header("Idempotency-Key"))
        .containsOnly(receiver.got().getFirst().header("Idempotency-Key"));
    awaitNothingPending();
    assertThat(pump.stats().failed()).isEqualTo(2);
    assertThat(pump.stats().lastError()).isEqualTo("it answered 500");
    assertThat(colony.deliveries().deadLetters(10)).isEmpty();
  }

  @Test
  void waitsAsLongAsASinkAsks() {
    Receiver receiver =
        receiver(
            (n, headers) -> {
              headers.set("Retry-After", "1");
              return n == 0 ? 429 : 200;
            });
    SinkPump pump = pump(webhook(receiver.uri("/")));
    alert("latency", 1);
    pump.wake();
    awaitRequests(receiver, 2);
    long nanos = receiver.got().get(1).nanoTime() - receiver.got().get(0).nanoTime();
    assertThat(Duration.ofNanos(nanos)).isBetween(Duration.ofMillis(990), Duration.ofSeconds(4));
  }

  @Test
  void doesNotRepeatWhatIsRefused() {
    Receiver receiver = receiver((n, headers) -> 400);
    SinkPump pump = pump(webhook(receiver.uri("/")));
    alert("latency", 1);
    pump.wake();
    await().until(() -> !colony.deliveries().deadLetters(10).isEmpty());
    assertThat(receiver.got()).hasSize(1);
    Delivery dead = colony.deliveries().deadLetters(10).getFirst();
    assertThat(dead.attempts()).isEqualTo(1);
    assertThat(dead.lastError()).isEqualTo("it answered 400");
    assertThat(dead.script()).isEqualTo("latency");
  }

  @Test
  void givesUpAfterSoManyAttemptsAndSendsAgainWhenTold() {
    Receiver receiver = receiver((n, headers) -> n < 4 ? 503 : 200);
    SinkPump pump = pump(webhook(receiver.uri("/")));
    alert("latency", 1);
    pump.wake();
    await().until(() -> pump.stats().dead() == 1);
    Delivery dead = colony.deliveries().deadLetters(10).getFirst();
    assertThat(dead.attempts()).isEqualTo(4);
    assertThat(dead.lastError()).isEqualTo("it answered 503, given up after 4 attempts");
    assertThat(receiver.got()).hasSize(4);

    colony.deliveries().resend(Set.of(dead.id()), Set.of("webhook"), Clock.systemUTC().instant());
    pump.wake();
    awaitRequests(receiver, 5);
    assertThat(receiver.got().getLast().header("Idempotency-Key")).isEqualTo(dead.id().toString());
    awaitNothingPending();
    assertThat(colony.deliveries().deadLetters(10)).isEmpty();
  }

  @Test
  void triesAgainWhereNobodyListensAndWhereNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    SinkPump refused = pump(webhook(URI.create("http://127.0.0.1:" + port + "/")));
    Receiver hanging = receiver((n, headers) -> n == 0 ? Receiver.HANGS : 200);
    SinkPump hung =
        pump(new WebhookSink("webhook-2", hanging.uri("/"), Severity.INFO, Optional.empty()));
    alert("latency", 1);
    refused.wake();
    hung.wake();
    await().until(() -> refused.stats().dead() == 1);
    assertThat(colony.deliveries().deadLetters(10).getFirst().lastError())
        .startsWith("it cannot be connected to, given up after");
    await().until(() -> hung.stats().delivered() == 1);
    assertThat(hung.stats().failed()).isEqualTo(1);
    assertThat(hung.stats().lastError()).startsWith("no answer within");
  }

  @Test
  void keepsASlowSinkFromSlowingAnother() {
    Receiver slow = receiver((n, headers) -> Receiver.HANGS);
    Receiver quick = receiver((n, headers) -> 200);
    SinkPump slowPump = pump(webhook(slow.uri("/")));
    SinkPump quickPump =
        pump(new WebhookSink("webhook-2", quick.uri("/"), Severity.INFO, Optional.empty()));
    for (int n = 1; n <= 20; n++) {
      alert("script-" + n, n);
      slowPump.wake();
      quickPump.wake();
    }
    await().until(() -> quickPump.stats().delivered() == 20);
    assertThat(slowPump.stats().delivered()).isZero();
  }

  @Test
  void doesNotSendAgainWhatArrivesWhileItLooks() {
    CountDownLatch looked = new CountDownLatch(1);
    Receiver receiver =
        receiver(
            (n, headers) -> {
              await().until(() -> looked.getCount() == 0);
              return 200;
            });
    Sink sink = webhook(receiver.uri("/"));
    colony.cursors().open(sink.name());
    AtomicReference<SinkPump> pump = new AtomicReference<>();
    // an answer that is old when it is given: the delivery in it has arrived meanwhile
    DeliveryStore slow =
        (DeliveryStore)
            Proxy.newProxyInstance(
                DeliveryStore.class.getClassLoader(),
                new Class<?>[] {DeliveryStore.class},
                (proxy, method, arguments) -> {
                  Object answer = method.invoke(colony.deliveries(), arguments);
                  if (method.getName().equals("due") && receiver.got().size() == 1) {
                    looked.countDown();
                    await()
                        .during(Duration.ofMillis(200))
                        .until(() -> pump.get().stats().delivered() == 1);
                  }
                  return answer;
                });
    pump.set(
        new SinkPump(
            sink, colony.cursors(), slow, settings(Duration.ZERO, 100), Clock.systemUTC()));
    open.add(pump.get());
    alert("latency", 1);
    pump.get().wake();
    awaitRequests(receiver, 1);
    pump.get().wake();
    await().until(() -> looked.getCount() == 0 && pump.get().stats().delivered() == 1);
    alert("latency", 2);
    pump.get().wake();
    await().until(() -> pump.get().stats().delivered() == 2);
    assertThat(receiver.got())
        .extracting(got -> got.json().path("alerts").size())
        .containsExactly(1, 1);
  }

  @Test
  void losesNothingBetweenStoringAndDelivering() throws Exception {
    Receiver receiver = receiver((n, headers) -> 200);
    colony.cursors().open("webhook");
    // stored, and the colony ends before anything is made of it
    IntStream.rangeClosed(1, 3).forEach(n -> alert("latency", n));
    colony.close();
    colony = new TestColony(directory);
    SinkPump first = pump(webhook(receiver.uri("/")), settings(Duration.ofHours(1), 100));
    await()
        .untilAsserted(
            () ->
                assertThat(colony.deliveries().counts())
                    .containsEntry("webhook", new Counts(1, 0)));
    // waiting for its group, and the colony ends again
    first.close();
    open.remove(first);
    colony.close();
    colony = new TestColony(directory);
    assertThat(colony.deliveries().alerts(waiting().id())).hasSize(3);
    assertThat(receiver.got()).isEmpty();
  }

  @Test
  void sendsAfterARestartWhatWasBeingTried() throws Exception {
    Receiver receiver = receiver((n, headers) -> n < 2 ? Receiver.HANGS : 200);
    AlertSettings patient = new AlertSettings(Duration.ZERO, 100, Duration.ofMinutes(5), QUICK, 10);
    SinkPump first = pump(webhook(receiver.uri("/")), patient);
    alert("latency", 1);
    first.wake();
    awaitRequests(receiver, 1);
    first.close();
    open.remove(first);
    assertThat(colony.deliveries().counts()).containsEntry("webhook", new Counts(1, 0));
    pump(webhook(receiver.uri("/")));
    awaitRequests(receiver, 3);
    assertThat(receiver.got())
        .extracting(got -> got.header("Idempotency-Key"))
        .containsOnly(receiver.got().getFirst().header("Idempotency-Key"));
    awaitNothingPending();
  }

  @Test
  void leavesEventsInTheStoreWhileMuchIsWaiting() {
    int alerts = 1_200;
    AtomicInteger status = new AtomicInteger(503);
    Receiver receiver = receiver((n, headers) -> status.get());
    SinkPump pump = pump(webhook(receiver.uri("/")), persistent(Duration.ofSeconds(30)));
    colony.alerts("latency", alerts);
    pump.wake();
    await()
        .until(
            () -> {
              Counts counts = colony.deliveries().counts().get("webhook");
              return counts != null && counts.pending() >= 1_000;
            });
    pump.wake();
    assertThat(colony.deliveries().counts().get("webhook").pending()).isLessThan(1_500);
    status.set(200);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                pump.stats().delivered() == alerts
                    && !colony.deliveries().counts().containsKey("webhook"));
    Set<Integer> arrived = new HashSet<>();
    receiver.got().forEach(got -> arrived.add(got.json().at("/alerts/0/data/n").asInt()));
    assertThat(arrived).hasSize(alerts);
  }
}
