// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.LimitHit;
import coral.api.sandbox.SandboxPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineCutterTest {
  private final List<String> lines = new ArrayList<>();
  private final OutputBudget budget =
      new OutputBudget(
          new SandboxPolicy(96, Duration.ofSeconds(60), Duration.ofSeconds(5), 10, 3, 24, 48),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final LineCutter cutter = new LineCutter(10, budget, lines::add);

  @Test
  void deliversLinesWithoutTheirEnds() throws IOException {
    drain("one\r\ntwo\nthree");
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void cutsALongLineAndSaysSo() throws IOException {
    drain("0123456789abcdef\nnext\n");
    assertThat(lines).containsExactly("0123456789 … [line cut]", "next");
  }

  @Test
  void dropsAndCountsLinesBeyondTheRate() throws IOException {
    drain("1\n2\n3\n4\n5\n");
    assertThat(lines).containsExactly("1", "2", "3");
    assertThat(budget.dropped()).isEqualTo(2);
  }

  @Test
  void dropsAndCountsLinesBeyondTheBytes() throws IOException {
    drain("0123456789\n0123456789\n0123456789\n");
    assertThat(lines).hasSize(2);
    assertThat(budget.hits())
        .containsExactly(
            new LimitHit("script.max_output_bytes_per_second", "24 bytes/s", 1, false));
  }

  @Test
  void keepsEmptyLines() throws IOException {
    drain("\na\n\n");
    assertThat(lines).containsExactly("", "a", "");
  }

  private void drain(String text) throws IOException {
    cutter.drain(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
