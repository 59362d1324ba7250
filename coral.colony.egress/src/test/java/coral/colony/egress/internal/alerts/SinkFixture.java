// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.egress.Delivery;
import coral.api.execution.Severity;
import coral.colony.egress.internal.Receiver;
import coral.colony.egress.internal.TestColony;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real store, and real HTTP servers as sinks. */
abstract class SinkFixture {
  static final RetrySettings QUICK =
      new RetrySettings(Duration.ofMillis(20), Duration.ofMillis(100), 4, Duration.ofHours(1));

  @TempDir Path directory;
  TestColony colony;
  final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @BeforeEach
  void open() {
    colony = new TestColony(directory);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    colony.close();
  }

  static AlertSettings settings(Duration groupWait, int mostAlerts) {
    return new AlertSettings(groupWait, mostAlerts, Duration.ofMillis(300), QUICK, 10);
  }

  /** Each alert by itself, tried without end. */
  static AlertSettings persistent(Duration timeout) {
    RetrySettings retries =
        new RetrySettings(
            Duration.ofMillis(200), Duration.ofMillis(400), 10_000, Duration.ofHours(1));
    return new AlertSettings(Duration.ZERO, 1, timeout, retries, 10);
  }

  Receiver receiver(Receiver.Answer answer) {
    Receiver receiver = new Receiver(answer);
    open.add(receiver);
    return receiver;
  }

  SinkPump pump(Sink sink) {
    return pump(sink, settings(Duration.ZERO, 100));
  }

  SinkPump pump(Sink sink, AlertSettings settings) {
    colony.cursors().open(sink.name());
    SinkPump pump =
        new SinkPump(sink, colony.cursors(), colony.deliveries(), settings, Clock.systemUTC());
    open.add(pump);
    return pump;
  }

  static Sink webhook(URI uri) {
    return new WebhookSink("webhook", uri, Severity.INFO, Optional.empty());
  }

  void alert(String script, int n) {
    colony.emit(script, "alert", "warning", "{\"message\":\"m%d\",\"n\":%d}".formatted(n, n));
  }

  static void awaitRequests(Receiver receiver, int count) {
    await().untilAsserted(() -> assertThat(receiver.got()).hasSize(count));
  }

  void awaitNothingPending() {
    await()
        .untilAsserted(
            () ->
                assertThat(colony.deliveries().counts().values())
                    .allSatisfy(counts -> assertThat(counts.pending()).isZero()));
  }

  Delivery waiting() {
    return colony
        .deliveries()
        .due("webhook", Clock.systemUTC().instant().plus(Duration.ofHours(2)), 1)
        .getFirst();
  }
}
