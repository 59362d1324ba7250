// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What the guardrails add to a query whose text they have not seen: parse, check, rewrite and print
 * it, twice by way of the query worker. DuckDB does the same work for both texts.
 */
record Guardrail(Distribution distribution) implements Benchmark {
  private static final Target TARGET = Target.atMost(300);

  @Override
  public String name() {
    return "guardrail";
  }

  @Override
  public String description() {
    return "db.query with a known and with a new text, by turns";
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    Map<String, ?> constants =
        Map.of("WARM_UP", effort.of(1_000, 5), "QUERIES", effort.of(3_000, 10));
    try (CoralUp up = CoralUp.start(distribution);
        Colony colony = up.colony()) {
      String code = BenchScript.load("guardrail.ts", constants);
      JsonNode result = colony.run("guardrail", code, Duration.ofMinutes(4));
      Row known = Row.quantiles(name(), "whole query, text known", result.get("known"), "µs");
      Row fresh = Row.quantiles(name(), "whole query, text new", result.get("fresh"), "µs");
      return List.of(
          known,
          fresh,
          Row.figure(
                  name(),
                  "guardrails, uncached: difference of medians",
                  fresh.p50() - known.p50(),
                  "µs",
                  fresh.n())
              .withTarget(TARGET));
    }
  }
}
