// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void alignsColumns() {
    String text = new TextTable("A", "LONG", "C").row("wide", 1, "x").row("b", 22, "").textOr("");
    assertThat(text)
        .isEqualTo(
            """
            A     LONG  C
            wide  1     x
            b     22
            """);
  }

  @Test
  void keepsCellsOnOneLine() {
    assertThat(new TextTable("A").row("one\n two").textOr("")).isEqualTo("A\none two\n");
  }

  @Test
  void saysWhatAnEmptyTableMeans() {
    assertThat(new TextTable("A").textOr("nothing is here")).isEqualTo("nothing is here\n");
  }
}
