// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.sdk.v1.Frame;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallsTest {
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void answersConcurrentCallsByTheirIds() throws Exception {
    var second = new CountDownLatch(1);
    server.bind(
        "first",
        call -> {
          second.await();
          return "one".getBytes(UTF_8);
        });
    server.bind(
        "second",
        call -> {
          second.countDown();
          return "two".getBytes(UTF_8);
        });
    try (var client = server.script()) {
      client.call(1, "first", "").call(2, "second", "");
      Set<String> answers = new HashSet<>();
      for (int i = 0; i < 2; i++) {
        Frame frame = client.read();
        answers.add(frame.getRequestId() + frame.getResult().getPayload().toStringUtf8());
      }
      assertThat(answers).containsExactlyInAnyOrder("1one", "2two");
    }
  }

  @Test
  void carriesPayloadsUpToTheFramesLimit() throws Exception {
    try (var client = server.script()) {
      for (int size : new int[] {0, 1, 65_000, 65_536, 1_000_000, (4 << 20) - 64}) {
        byte[] bytes = new byte[size];
        new java.util.Random(size).nextBytes(bytes);
        client.call(9, "echo", ByteString.copyFrom(bytes));
        assertThat(client.read().getResult().getPayload()).isEqualTo(ByteString.copyFrom(bytes));
      }
    }
  }

  @Test
  void refusesAnAnswerThatFitsNoFrame() throws Exception {
    server.bind("huge", call -> new byte[4 << 20]);
    try (var client = server.script()) {
      assertThat(client.call(1, "huge", "").read().getError().getCode())
          .isEqualTo("LIMIT_EXCEEDED");
      assertThat(client.call(2, "echo", "still here").read().hasResult()).isTrue();
    }
  }

  @Test
  void passesOnWhatAMethodThrowsAndHidesWhatIsInternal() throws Exception {
    server.bind(
        "refuse",
        call -> {
          throw new CoralException(ErrorCode.QUERY_REFUSED, "no DELETE");
        });
    server.bind(
        "broken",
        call -> {
          throw new IllegalStateException("secret");
        });
    server.bind(
        "linkage",
        call -> {
          throw new NoClassDefFoundError("secret");
        });
    try (var client = server.script()) {
      var refused = client.call(1, "refuse", "").read().getError();
      assertThat(refused.getCode()).isEqualTo("QUERY_REFUSED");
      assertThat(refused.getKind()).isEqualTo("USER");
      assertThat(refused.getMessage()).isEqualTo("no DELETE");
      for (String method : new String[] {"broken", "linkage"}) {
        var internal = client.call(2, method, "").read().getError();
        assertThat(internal.getCode()).isEqualTo("INTERNAL");
        assertThat(internal.getMessage()).matches(".*its log has the cause under [0-9a-f]{8}");
        assertThat(internal.getMessage()).doesNotContain("secret");
      }
    }
    assertThat(server.stats().failed()).isEqualTo(2);
  }

  @Test
  void cancelInterruptsTheCallAndRunsItsActions() throws Exception {
    var interrupted = new AtomicBoolean();
    var ran = new CountDownLatch(1);
    var waiting = new CountDownLatch(1);
    server.bind(
        "watch",
        call -> {
          call.onCancel(ran::countDown);
          waiting.countDown();
          try {
            return TestServer.waitForever(call);
          } catch (InterruptedException e) {
            interrupted.set(call.cancelled());
            throw e;
          }
        });
    try (var client = server.script()) {
      client.call(1, "watch", "");
      waiting.await();
      assertThat(client.cancel(1).read().getError().getCode()).isEqualTo("CANCELLED");
      assertThat(interrupted).isTrue();
      ran.await();
      assertThat(client.cancel(1).cancel(77).call(2, "echo", "x").read().getRequestId())
          .isEqualTo(2);
    }
    assertThat(server.stats().cancelled()).isEqualTo(1);
  }

  @Test
  void losingTheConnectionCancelsItsCalls() throws Exception {
    var waiting = new CountDownLatch(3);
    var ended = new CountDownLatch(3);
    server.bind(
        "watch",
        call -> {
          call.onCancel(ended::countDown);
          waiting.countDown();
          return TestServer.waitForever(call);
        });
    try (var client = server.script()) {
      client.call(1, "watch", "").call(2, "watch", "").call(3, "watch", "");
      waiting.await();
    }
    ended.await();
    await().until(() -> server.stats().connections() == 0);
  }

  @Test
  void swappingAMethodFailsNoCallOfAScript() throws Exception {
    server.methods.bind("swap", 1_000, 0, call -> call.payload());
    var done = new AtomicBoolean();
    server.sdk().limit(new Limits(32, 100_000));
    try (var client = server.script()) {
      Thread swapping =
          Thread.startVirtualThread(
              () -> {
                for (int id = 1_001; !done.get(); id++) {
                  server.methods.unbind("swap", id - 1);
                  server.methods.bind("swap", id, 0, call -> call.payload());
                }
              });
      for (int i = 1; i <= 3_000; i++) {
        assertThat(client.call(i, "swap", "x").read().hasResult()).isTrue();
      }
      done.set(true);
      swapping.join();
    }
  }
}
