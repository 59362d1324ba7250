// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void countsAgentsAndNamesThem() {
    assertThat(Words.agents(List.of("a"))).isEqualTo("1 agent");
    assertThat(Words.namedAgents(List.of("a", "b"))).isEqualTo("2 agents (a, b)");
    assertThat(Words.namedAgents(List.of())).isEqualTo("0 agents");
  }

  @Test
  void noTargetsAreAllAgents() {
    assertThat(Words.targets(List.of())).isEqualTo("all agents");
    assertThat(Words.targets(List.of("payments", "b"))).isEqualTo("payments,b");
  }

  @Test
  void explainsOnlyWhereThereIsAReason() {
    assertThat(Words.because("")).isEmpty();
    assertThat(Words.because("it threw")).isEqualTo(" (it threw)");
  }

  @Test
  void sortsLabels() {
    assertThat(Words.labels(new TreeMap<>(Map.of("zone", "a", "region", "eu"))))
        .isEqualTo("region=eu,zone=a");
  }

  @Test
  void saysWhatAnEmptyListMeans() {
    assertThat(Words.listOr("unknown", List.of())).isEqualTo("unknown");
    assertThat(Words.listOr("unknown", List.of("a", "b"))).isEqualTo("a, b");
  }

  @Test
  void writesNumbersAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Words.count(12_345)).isEqualTo("12,345");
    } finally {
      Locale.setDefault(before);
    }
  }
}
