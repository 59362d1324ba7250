// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import static coral.colony.egress.internal.metrics.Events.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {

  @Test
  void readsTheShapeOfTheExamples() throws Exception {
    Sample sample =
        Sample.of(
            metric(
                "{\"name\":\"payments.failure_ratio\",\"value\":0.5,"
                    + "\"attributes\":{\"payment.provider\":\"adyen\",\"payments\":10}}"));
    assertThat(sample)
        .isEqualTo(
            new Sample(
                "payments.failure_ratio",
                MetricKind.GAUGE,
                0.5,
                "",
                "",
                new java.util.TreeMap<>(Map.of("payment.provider", "adyen"))));
  }

  @Test
  void takesFurtherTextAndNumbersOnlyOfLabels() throws Exception {
    Sample sample =
        Sample.of(
            metric(
                "{\"name\":\"requests\",\"value\":3,\"type\":\"counter\",\"unit\":\"1\","
                    + "\"description\":\"Seen\",\"severity\":\"info\",\"timestamp\":\"t\","
                    + "\"labels\":{\"status\":500,\"deep\":{}},\"service\":\"shop\",\"hot\":true,"
                    + "\"p99\":4.5,\"list\":[1],\"none\":null}"));
    assertThat(sample.kind()).isEqualTo(MetricKind.COUNTER);
    assertThat(sample.unit()).isEqualTo("1");
    assertThat(sample.description()).isEqualTo("Seen");
    assertThat(sample.labels())
        .isEqualTo(Map.of("status", "500", "service", "shop", "hot", "true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          not json                                     | its data is no JSON
          [1]                                          | its data is no object with "name" and "value"
          null                                         | its data is no object with "name" and "value"
          {"value":1}                                  | "name" is missing or no text
          {"name":7,"value":1}                         | "name" is missing or no text
          {"name":" ","value":1}                       | "name" is missing or no text
          {"name":"a"}                                 | "value" is missing, no number
          {"name":"a","value":"1"}                     | "value" is "1", no number
          {"name":"a","value":null}                    | "value" is null, no number
          {"name":"a","value":1e999}                   | "value" is too large
          {"name":"a","value":1,"type":"histogram"}    | "type" is "histogram", and must be "gauge" or "counter"
          {"name":"a","value":-1,"type":"counter"}     | "value" of a counter is -1, and it can only grow
          """)
  void refusesWhatIsNoMetric(String json, String why) {
    assertThatThrownBy(() -> Sample.of(metric(json)))
        .isInstanceOf(MalformedMetricException.class)
        .hasMessage(why);
  }

  @Test
  void refusesTooManyLabelsAndTooLongOnes() {
    StringBuilder many = new StringBuilder("{\"name\":\"a\",\"value\":1");
    for (int i = 0; i <= Sample.MOST_LABELS; i++) {
      many.append(",\"l").append(i).append("\":\"x\"");
    }
    assertThatThrownBy(() -> Sample.of(metric(many + "}")))
        .hasMessage("it has 31 labels, and 30 are the most");
    assertThatThrownBy(
            () ->
                Sample.of(
                    metric("{\"name\":\"a\",\"value\":1,\"l\":\"" + "x".repeat(1_001) + "\"}")))
        .hasMessage("label \"l\" has more than 1,000 characters");
    assertThatThrownBy(
            () -> Sample.of(metric("{\"name\":\"" + "a".repeat(201) + "\",\"value\":1}")))
        .hasMessage("\"name\" has more than 200 characters");
  }
}
