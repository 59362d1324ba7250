// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import static coral.colony.egress.internal.metrics.Events.NOW;
import static coral.colony.egress.internal.metrics.Events.metric;
import static org.assertj.core.api.Assertions.assertThat;

import coral.colony.egress.internal.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTableTest {
  private final TestClock clock = new TestClock(NOW);
  private MetricTable table = table();

  private MetricTable table() {
    return new MetricTable(
        new MetricSettings(3, Duration.ofMinutes(5), Duration.ofHours(24)), clock);
  }

  private static String gauge(double value, String label) {
    return "{\"name\":\"queue.length\",\"value\":%s,\"queue\":\"%s\"}".formatted(value, label);
  }

  private static String counter(String name, double value) {
    return "{\"name\":\"%s\",\"value\":%s,\"type\":\"counter\"}".formatted(name, value);
  }

  /** The values of a metric, in any order. */
  private List<Double> values(String name) {
    return table.families().stream()
        .filter(family -> family.name().equals(name))
        .flatMap(family -> family.series().stream())
        .map(Series::value)
        .sorted()
        .toList();
  }

  @Test
  void keepsTheNewestValueOfAGauge() {
    table.add(metric("latency", NOW.minusSeconds(10), gauge(1, "a")));
    table.add(metric("latency", NOW.minusSeconds(5), gauge(3, "a")));
    table.add(metric("latency", NOW.minusSeconds(7), gauge(2, "a")));
    table.add(metric("latency", NOW, gauge(9, "b")));
    assertThat(values("queue_length")).containsExactly(3.0, 9.0);
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void addsUpACounter() {
    table.add(metric(counter("errors", 2)));
    table.add(metric(counter("errors", 0.5)));
    table.add(metric("other", NOW, counter("errors", 10)));
    assertThat(values("errors")).containsExactly(2.5, 10.0);
  }

  @Test
  void refusesSeriesThatAreTooManyForOneScriptOnly() {
    for (String label : List.of("a", "b", "c", "d", "e")) {
      table.add(metric(gauge(1, label)));
    }
    table.add(metric("other", NOW, gauge(7, "z")));
    table.add(metric(gauge(2, "a")));
    assertThat(values("queue_length")).containsExactly(1.0, 1.0, 2.0, 7.0);
    assertThat(table.refused()).isEqualTo(2);
  }

  @Test
  void forgetsGaugesSoonerThanCounters() {
    table.add(metric(gauge(1, "a")));
    table.add(metric(counter("errors", 1)));
    clock.pass(Duration.ofMinutes(5));
    assertThat(values("queue_length")).hasSize(1);
    clock.pass(Duration.ofMillis(1));
    assertThat(values("queue_length")).isEmpty();
    assertThat(values("errors")).hasSize(1);
    assertThat(table.size()).isEqualTo(1);
    clock.pass(Duration.ofHours(24));
    assertThat(table.families()).isEmpty();
    // what is gone makes room
    table.add(metric("latency", clock.instant(), gauge(1, "a")));
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void passesOverAGaugeThatComesTooLate() {
    table.add(metric("latency", NOW.minus(Duration.ofMinutes(6)), gauge(1, "a")));
    assertThat(table.families()).isEmpty();
  }

  @Test
  void takesAClockThatIsAheadAsNow() {
    table.add(metric("latency", NOW.plus(Duration.ofDays(1)), gauge(1, "a")));
    clock.pass(Duration.ofMinutes(6));
    assertThat(table.families()).isEmpty();
  }

  @Test
  void countsWhatMakesNoMetric() {
    table.add(metric("nonsense"));
    table.add(metric(counter("errors", 1)));
    table.add(metric("{\"name\":\"errors\",\"value\":1}"));
    table.add(metric("{\"name\":\"...\",\"value\":1}"));
    table.add(metric("{\"name\":\"coral.egress.series\",\"value\":1}"));
    assertThat(table.malformed()).isEqualTo(4);
    assertThat(values("errors")).containsExactly(1.0);
  }

  @Test
  void makesOneSeriesOfNamesThatComeToOne() {
    table.add(metric("{\"name\":\"a.b\",\"value\":1,\"x.y\":\"1\"}"));
    table.add(metric("{\"name\":\"a_b\",\"value\":2,\"x_y\":\"1\"}"));
    assertThat(values("a_b")).containsExactly(2.0);
  }

  @Test
  void goesOnFromWhatWasSaved() {
    table.add(metric(counter("errors", 2)));
    table.add(metric(gauge(4, "a")));
    table.add(metric("other", NOW, gauge(5, "b")));
    Map<String, String> saved = table.takeChanges().changed();
    assertThat(saved).containsOnlyKeys("latency", "other");

    table = table();
    table.restore(saved);
    table.add(metric(counter("errors", 1)));
    assertThat(values("errors")).containsExactly(3.0);
    assertThat(values("queue_length")).containsExactly(4.0, 5.0);
    assertThat(table.takeChanges().changed()).containsOnlyKeys("latency");
  }

  @Test
  void saysWhichStatesAreGone() {
    table.add(metric(gauge(1, "a")));
    assertThat(table.takeChanges().gone()).isEmpty();
    assertThat(table.takeChanges().changed()).isEmpty();
    clock.pass(Duration.ofMinutes(6));
    assertThat(table.takeChanges().gone()).containsExactly("latency");
  }

  @Test
  void beginsAnewWhereASavedStateCannotBeRead() {
    table.restore(Map.of("latency", "{not json"));
    assertThat(table.families()).isEmpty();
  }
}
