// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.ScriptLogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void findsNothingAmissWhereAllCameInOrder() {
    assertThat(Tally.of(3, List.of(1, 2, 3))).isEqualTo(new Tally(3, 0, 0));
  }

  @Test
  void countsThoseThatDidNotCome() {
    assertThat(Tally.of(5, List.of(1, 3))).isEqualTo(new Tally(5, 3, 0));
  }

  @Test
  void countsThoseThatCameTwiceOrAfterLaterOnes() {
    assertThat(Tally.of(4, List.of(1, 2, 2, 4, 3))).isEqualTo(new Tally(4, 0, 2));
  }

  @Test
  void tellsLinesFromEvents() {
    List<ScriptLogEntry> log =
        List.of(
            entry("stdout", "line 1"),
            entry("event", "{\"name\":\"tick\",\"data\":{\"n\":1}}"),
            entry("stderr", "line 2"),
            entry("stdout", "{\"lines\":2}"));

    assertThat(Tally.ofLines(2, log)).isEqualTo(new Tally(2, 1, 0));
    assertThat(Tally.ofEvents(1, log)).isEqualTo(new Tally(1, 0, 0));
  }

  private static ScriptLogEntry entry(String stream, String line) {
    return ScriptLogEntry.newBuilder().setStream(stream).setLine(line).build();
  }
}
