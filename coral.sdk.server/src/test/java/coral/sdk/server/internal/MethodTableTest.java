// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.SdkMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MethodTableTest {
  private final MethodTable table = new MethodTable(Duration.ofSeconds(5));

  @Test
  void highestRankingWinsThenTheNewest() throws Exception {
    table.bind("a.b", 1, 0, saying("old"));
    table.bind("a.b", 2, 0, saying("new"));
    assertThat(call("a.b")).isEqualTo("new");
    table.bind("a.b", 3, -1, saying("low"));
    assertThat(call("a.b")).isEqualTo("new");
    table.bind("a.b", 4, 10, saying("high"));
    assertThat(call("a.b")).isEqualTo("high");
    table.unbind("a.b", 4);
    table.unbind("a.b", 2);
    assertThat(call("a.b")).isEqualTo("old");
    assertThat(table.names()).containsExactly("a.b");
  }

  @Test
  void waitsForAMethodThatIsBrieflyMissing() throws Exception {
    table.bind("a.b", 1, 0, saying("old"));
    table.unbind("a.b", 1);
    CompletableFuture<String> answer = callLater("a.b");
    table.bind("a.b", 2, 0, saying("new"));
    assertThat(answer.get(5, SECONDS)).isEqualTo("new");
  }

  @Test
  void waitsForAMethodNeverSeenWhileEverythingStarts() throws Exception {
    CompletableFuture<String> answer = callLater("a.b");
    table.bind("a.b", 2, 0, saying("new"));
    assertThat(answer.get(5, SECONDS)).isEqualTo("new");
  }

  @Test
  void namesSimilarMethodsWhenThereIsNoSuchMethod() {
    var started = new MethodTable(Duration.ZERO);
    started.bind("metrics.getPercentile", 1, 0, saying(""));
    started.bind("db.query", 2, 0, saying(""));
    assertThatThrownBy(() -> started.acquire("db.querry", reason -> {}))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_METHOD))
        .hasMessage("there is no method 'db.querry' on this agent; did you mean 'db.query'?");
    assertThatThrownBy(() -> started.acquire("tracing", reason -> {}))
        .hasMessageEndingWith("it has db.query, metrics.getPercentile");
  }

  @Test
  void saysThatAKnownMethodDidNotComeBack() {
    var impatient = new MethodTable(Duration.ofMillis(10));
    impatient.bind("a.b", 1, 0, saying(""));
    impatient.unbind("a.b", 1);
    assertThatThrownBy(() -> impatient.acquire("a.b", reason -> {}))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void unbindReturnsOnlyWhenTheLastCallHasEnded() throws Exception {
    table.bind("a.b", 1, 0, saying("old"));
    var unbound = new AtomicBoolean();
    var unbinding =
        new Thread(
            () -> {
              table.unbind("a.b", 1);
              unbound.set(true);
            });
    MethodTable.Lease lease = table.acquire("a.b", reason -> {});
    unbinding.start();
    await().until(() -> unbinding.getState() == Thread.State.TIMED_WAITING);
    assertThat(unbound).isFalse();
    lease.close();
    unbinding.join(5_000);
    assertThat(unbound).isTrue();
  }

  @Test
  void abortsACallThatOutlastsThePatience() throws Exception {
    var impatient = new MethodTable(Duration.ofMillis(20));
    impatient.bind("a.b", 1, 0, saying("old"));
    var aborted = new AtomicReference<CoralException>();
    var lease = new AtomicReference<MethodTable.Lease>();
    lease.set(
        impatient.acquire(
            "a.b",
            reason -> {
              aborted.set(reason);
              Thread.startVirtualThread(() -> lease.get().close());
            }));
    impatient.unbind("a.b", 1);
    assertThat(aborted.get().code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(aborted.get().code().retryable()).isTrue();
  }

  @Test
  void ignoresAnUnbindOfAServiceItDoesNotKnow() {
    table.unbind("a.b", 7);
    assertThat(table.names()).isEmpty();
  }

  /** Each generation refuses to work once its unbind has returned, as a stopped bundle's would. */
  @Test
  void swappingAMethodUnderLoadFailsNoCall() throws Exception {
    var serving = new Generation[1];
    serving[0] = new Generation();
    table.bind("a.b", 0, 0, serving[0]);
    var stop = new AtomicBoolean();
    var failures = new AtomicReference<Throwable>();
    var calls = new AtomicLong();
    var callers = new ArrayList<Thread>();
    for (int i = 0; i < 16; i++) {
      callers.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  while (!stop.get()) {
                    call("a.b");
                    calls.incrementAndGet();
                  }
                } catch (Throwable e) {
                  failures.compareAndSet(null, e);
                }
              }));
    }
    for (int id = 1; id <= 200; id++) {
      var next = new Generation();
      boolean besides = id % 2 == 0;
      if (besides) {
        table.bind("a.b", id, 0, next);
      }
      table.unbind("a.b", id - 1);
      serving[0].stopped = true;
      if (!besides) {
        table.bind("a.b", id, 0, next);
      }
      serving[0] = next;
      long seen = calls.get();
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> calls.get() > seen || failures.get() != null);
    }
    stop.set(true);
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failures.get()).isNull();
    assertThat(calls.get()).isGreaterThan(200);
  }

  private static final class Generation implements SdkMethod {
    private volatile boolean stopped;
    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public byte[] call(coral.api.sdk.SdkCall call) throws InterruptedException {
      if (turn.incrementAndGet() % 8 == 0) {
        Thread.sleep(1); // so that unbind finds calls in flight
      }
      if (stopped) {
        throw new IllegalStateException("called after its unbind had returned");
      }
      return "ok".getBytes(UTF_8);
    }
  }

  private CompletableFuture<String> callLater(String name) {
    var answer = new CompletableFuture<String>();
    var started = new CountDownLatch(1);
    Thread caller =
        new Thread(
            () -> {
              started.countDown();
              try {
                answer.complete(call(name));
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    return answer;
  }

  @SuppressWarnings("NullAway")
  private String call(String name) throws InterruptedException {
    try (MethodTable.Lease lease = table.acquire(name, reason -> {})) {
      return new String(lease.method().call(null), UTF_8);
    }
  }

  private static SdkMethod saying(String text) {
    return call -> text.getBytes(UTF_8);
  }

  @Test
  void listsNothingAtFirst() {
    assertThat(table.names()).isEqualTo(List.of());
  }
}
