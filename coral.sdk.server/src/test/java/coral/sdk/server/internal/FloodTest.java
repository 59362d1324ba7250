// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.sdk.SdkSession;
import coral.proto.sdk.v1.Frame;
import java.util.BitSet;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FloodTest extends Attack {
  private static final byte[] ROW = new byte[1_000];

  @Test
  void eachOfManyCallsIsAnsweredAndOverTheRateRefused() throws Exception {
    SdkSession session = server.session();
    try (var script = server.script(session)) {
      var sending =
          new FutureTask<>(
              () -> {
                for (int id = 1; id <= 3_000; id++) {
                  script.call(id, "echo", "x");
                }
                return true;
              });
      // a virtual one would make the channel non-blocking under the reader of the same test
      Thread.ofPlatform().start(sending);
      var answered = new BitSet();
      int refused = 0;
      for (int i = 1; i <= 3_000; i++) {
        Frame answer = script.read();
        answered.set((int) answer.getRequestId());
        refused += answer.hasError() ? 1 : 0;
      }
      assertThat(sending.get()).isTrue();
      assertThat(answered.cardinality()).isEqualTo(3_000);
      assertThat(session.limitHits()).isNotEmpty();
      assertThat(session.limitHits().stream().mapToLong(hit -> hit.count()).sum())
          .isEqualTo(refused);
    }
  }

  @Test
  void cancelsOfNothingAreIgnored() throws Exception {
    server.sdk().limit(new Limits(32, 100_000));
    try (var script = server.script()) {
      for (int id = 1; id <= 20_000; id++) {
        script.cancel(id);
      }
      assertThat(script.call(1, "echo", "x").read().hasResult()).isTrue();
    }
  }

  @Test
  void cancelledStreamsEndWithOneAnswerEach() throws Exception {
    try (var script = server.script()) {
      for (int id = 1; id <= 100; id++) {
        script.call(id, "flood", "");
        assertThat(script.read().hasNext()).isTrue();
        Frame answer = script.cancel(id).read();
        while (answer.hasNext()) {
          answer = script.read();
        }
        assertThat(answer.getRequestId()).isEqualTo(id);
        assertThat(answer.getError().getCode()).isEqualTo("CANCELLED");
      }
      assertThat(script.call(101, "echo", "x").read().hasResult()).isTrue();
    }
    assertThat(server.stats().cancelled()).isEqualTo(100);
  }

  @Test
  void streamsThatNobodyReadsWaitAndEndWithTheConnection() throws Exception {
    server.bind(
        "rows",
        call -> {
          for (int row = 0; row < 10_000; row++) {
            call.next(ROW);
          }
          return new byte[0];
        });
    try (var script = server.script()) {
      for (int id = 1; id <= 30; id++) {
        script.call(id, "rows", "");
      }
      await().until(() -> server.running() == 30);
      for (int i = 0; i < 100; i++) {
        neighbourIsServed();
      }
      assertThat(server.running()).isEqualTo(30);
    }
    await().until(() -> server.running() == 0);
  }

  @Test
  void scriptsThatDieWhileTheyStreamTakeNothingWithThem() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (var script = server.script()) {
        script.call(1, "flood", "").call(2, "wait", "");
        assertThat(script.read().hasNext()).isTrue();
      }
    }
  }
}
