// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarNamesTest {
  private static final List<String> NAMES =
      List.of("db.query", "metrics.getErrorRate", "metrics.getPercentile", "traces.query");

  @Test
  void suggestsTheNearestFirst() {
    assertThat(SimilarNames.hint("metrics.getpercentile", NAMES))
        .isEqualTo("; did you mean 'metrics.getPercentile'?");
    assertThat(SimilarNames.hint("trace.query", NAMES)).startsWith("; did you mean 'traces.query'");
  }

  @Test
  void listsAllWhenNothingIsNear() {
    assertThat(SimilarNames.hint("x", NAMES))
        .isEqualTo("; it has db.query, metrics.getErrorRate, metrics.getPercentile, traces.query");
    assertThat(SimilarNames.hint("x", List.of())).isEqualTo("; it has no SDK methods at all");
  }

  @Test
  void neverRepeatsALongName() {
    assertThat(SimilarNames.shortened("x".repeat(5_000))).hasSize(101);
  }

  @Test
  void countsEdits() {
    assertThat(SimilarNames.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(SimilarNames.distance("", "abc")).isEqualTo(3);
  }
}
