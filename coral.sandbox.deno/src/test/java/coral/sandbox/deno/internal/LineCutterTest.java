// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineCutterTest {
  private final List<String> lines = new ArrayList<>();
  private final LineCutter cutter =
      new LineCutter(10, 3, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), lines::add);

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
    assertThat(cutter.dropped()).isEqualTo(2);
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
