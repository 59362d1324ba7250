// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.sdk.SdkSession;
import coral.proto.sdk.v1.Frame;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamsTest {
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void streamsElementsInOrderBeforeTheResult() throws Exception {
    server.bind(
        "count",
        call -> {
          for (int i = 0; i < 1_000; i++) {
            call.next(Integer.toString(i).getBytes(UTF_8));
          }
          return "done".getBytes(UTF_8);
        });
    try (var client = server.script()) {
      client.call(5, "count", "");
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.read().getNext().getPayload().toStringUtf8()).isEqualTo("" + i);
      }
      assertThat(client.read().getResult().getPayload().toStringUtf8()).isEqualTo("done");
    }
  }

  @Test
  void closingTheSessionEndsItsConnectionEvenWhileNobodyReads() throws Exception {
    SdkSession session = server.session();
    try (var client = server.script(session)) {
      client.call(1, "flood", "");
      client.read();
      session.close();
      await().until(() -> server.stats().connections() == 0);
      Frame last = Frame.getDefaultInstance();
      while (last != null) {
        try {
          last = client.read();
        } catch (java.io.IOException halfAFrame) {
          last = null;
        }
      }
    }
    assertThat(server.stats().sessions()).isZero();
    await().until(() -> server.stats().cancelled() == 1);
  }

  @Test
  void aSlowReaderHoldsItsOwnStreamBackAndNobodyElse() throws Exception {
    var sent = new AtomicInteger();
    server.bind(
        "flood",
        call -> {
          while (true) {
            call.next(new byte[100_000]);
            sent.incrementAndGet();
          }
        });
    try (var slow = server.script();
        var other = server.script()) {
      for (int id = 1; id <= 8; id++) {
        slow.call(id, "flood", "");
      }
      await()
          .during(Duration.ofMillis(300))
          .until(
              () -> {
                int now = sent.get();
                return now > 0 && now < 80;
              });
      assertThat(other.call(1, "echo", "quick").read().hasResult()).isTrue();
      int before = sent.get();
      for (int i = 0; i < 40; i++) {
        slow.read();
      }
      await().until(() -> sent.get() > before);
    }
  }
}
