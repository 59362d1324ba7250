// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.proto.sdk.v1.QueryRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RunningQueriesTest {
  private final RunningQueries running = new RunningQueries(2);
  private final List<FakeCall> entered = new CopyOnWriteArrayList<>();
  private final List<RunningQueries.Place> places = new CopyOnWriteArrayList<>();

  @Test
  void letsWaitWhatIsMoreThanAScriptMayRunInTheOrderOfComing() {
    List<FakeCall> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      FakeCall call = call();
      calls.add(call);
      Thread thread = start(call);
      await().until(() -> entered.contains(call) || waits(thread));
    }
    assertThat(entered).containsExactlyElementsOf(calls.subList(0, 2));
    assertThat(calls.getLast().hits).containsExactly("query.max_concurrent_per_script: 2 queries");
    assertThat(calls.getFirst().hits).isEmpty();

    for (int left = 0; left < 5; left++) {
      places.get(left).close();
      int next = Math.min(calls.size(), left + 3);
      await().until(() -> places.size() == next);
    }
    assertThat(entered).containsExactlyElementsOf(calls);
    assertThat(running.scripts()).isZero();
  }

  @Test
  void forgetsOneThatIsCancelledWhileItWaits() throws Exception {
    try (RunningQueries.Place _ = running.enter(call());
        RunningQueries.Place _ = running.enter(call())) {
      Thread waiting = start(call());
      await().until(() -> waits(waiting));
      waiting.interrupt();
      waiting.join();
    }
    assertThat(entered).isEmpty();
    assertThat(running.scripts()).isZero();
  }

  private Thread start(FakeCall call) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                RunningQueries.Place place = running.enter(call);
                entered.add(call);
                places.add(place);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static FakeCall call() {
    return FakeCall.of(QueryRequest.getDefaultInstance());
  }
}
