// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The series of one script as JSON. */
final class MetricState {
  private static final Logger LOG = LoggerFactory.getLogger(MetricState.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One series with what there is to know of its metric. */
  record Entry(
      String name,
      MetricKind kind,
      String unit,
      String description,
      String agent,
      SortedMap<String, String> labels,
      double value,
      Instant since,
      Instant at) {

    static Entry of(Sample metric, Series series) {
      return new Entry(
          metric.name(),
          metric.kind(),
          metric.unit(),
          metric.description(),
          series.agent(),
          series.labels(),
          series.value(),
          series.since(),
          series.at());
    }

    Sample sample() {
      return new Sample(name, kind, value, unit, description, labels);
    }

    Series series(String script) {
      return new Series(script, agent, labels, value, since, at);
    }
  }

  private MetricState() {}

  static String write(List<Entry> entries) {
    return JSON.writeValueAsString(entries);
  }

  /** Nothing, with a line in the log, when it cannot be read. */
  static List<Entry> read(String script, String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<Entry>>() {});
    } catch (JacksonException e) {
      LOG.warn(
          "the metrics of script {} begin anew, since what was kept of them cannot be read",
          script,
          e);
      return List.of();
    }
  }
}
