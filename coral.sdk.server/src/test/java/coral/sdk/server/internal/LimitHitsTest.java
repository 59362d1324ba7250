// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.LimitHit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitHitsTest {
  private final LimitHits hits = new LimitHits();

  @Test
  void countsByLimitAndValue() {
    hits.add("query.max_rows", "10 rows");
    hits.add("emit.max_per_minute", "60 events/min");
    hits.add("query.max_rows", "10 rows");
    hits.add("query.max_rows", "20 rows");
    assertThat(hits.list())
        .containsExactly(
            new LimitHit("query.max_rows", "10 rows", 2, false),
            new LimitHit("emit.max_per_minute", "60 events/min", 1, false),
            new LimitHit("query.max_rows", "20 rows", 1, false));
  }

  @Test
  void keepsABoundedNumberAndGoesOnCountingThose() {
    IntStream.range(0, 1_000).forEach(i -> hits.add("limit", "value " + i));
    hits.add("limit", "value 0");
    assertThat(hits.list())
        .hasSize(LimitHits.MAX_DISTINCT)
        .startsWith(new LimitHit("limit", "value 0", 2, false));
  }

  @Test
  void losesNoneOfConcurrentHits() throws Exception {
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    Thread.startVirtualThread(
                        () -> IntStream.range(0, 1_000).forEach(j -> hits.add("limit", "value"))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(hits.list()).containsExactly(new LimitHit("limit", "value", 8_000, false));
  }
}
