// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void takesQuantilesByNearestRank() {
    Samples samples =
        Samples.of(IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList().reversed());

    assertThat(samples.p50()).isEqualTo(100);
    assertThat(samples.p99()).isEqualTo(198);
  }

  @Test
  void hasNoQuantilesOfNothing() {
    assertThat(Samples.of(List.of()).p50()).isNaN();
  }

  @Test
  void saysByHowMuchTargetWasMissed() {
    assertThat(Target.atMost(150).verdict(150)).isEqualTo("met");
    assertThat(Target.atMost(150).verdict(180)).isEqualTo("missed by 20 %");
    assertThat(Target.atLeast(20_000).verdict(15_000)).isEqualTo("missed by 25 %");
    assertThat(Target.atLeast(20_000).verdict(30_000)).isEqualTo("met");
    assertThat(Target.atMost(0).verdict(3)).isEqualTo("missed");
  }

  @Test
  void alignsColumnsAndLeavesOutWhatDoesNotApply() {
    Row rate = Row.figure("ingest", "all", 23_456.7, "spans/s", 470_000);
    Row time = new Row("cli", "list", 0.5, 12.34, "ms", 20, Target.atMost(400));

    assertThat(Table.of(List.of(rate, time)))
        .isEqualTo(
            """
            | benchmark | what |    p50 |  p99 | unit    |       n | target | result |
            |-----------|------|-------:|-----:|---------|--------:|-------:|--------|
            | ingest    | all  | 23,457 |      | spans/s | 470,000 |        |        |
            | cli       | list |   0.50 | 12.3 | ms      |      20 |  ≤ 400 | met    |
            """);
  }
}
