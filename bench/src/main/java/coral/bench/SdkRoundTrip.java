// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A script's cheapest call to its agent, beside the same answer as JSON over HTTP. */
record SdkRoundTrip(Distribution distribution) implements Benchmark {
  /** What {@code system.getCPU} answers, in JSON. */
  private static final String ANSWER =
      """
      {"usage_percent":12.5,"user_percent":9.25,"system_percent":3.25,"iowait_percent":0.0,"cores":2,\
      "load_1m":0.51,"load_5m":0.42,"load_15m":0.37}""";

  private static final Target TARGET = Target.atMost(150);

  @Override
  public String name() {
    return "sdk-roundtrip";
  }

  @Override
  public String description() {
    return "system.getCPU() in the sandbox, beside fetch() of the same in JSON";
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    int calls = effort.of(5_000, 50);
    int warmUp = effort.of(2_000, 10);
    JsonNode sdk;
    try (CoralUp up = CoralUp.start(distribution);
        Colony colony = up.colony()) {
      String code = BenchScript.load("sdk-roundtrip.ts", Map.of("WARM_UP", warmUp, "CALLS", calls));
      sdk = colony.run("sdk-roundtrip", code, Duration.ofMinutes(2));
    }
    byte[] answer = ANSWER.getBytes(UTF_8);
    try (JsonServer server = new JsonServer(() -> answer)) {
      String code =
          BenchScript.load(
              "http-roundtrip.ts",
              Map.of("PORT", server.port(), "WARM_UP", warmUp, "CALLS", calls));
      JsonNode http = DenoFetch.run(distribution, server.port(), code);
      return List.of(
          Row.quantiles(name(), "SDK: Unix socket, protobuf", sdk, "µs").withTarget(TARGET),
          Row.quantiles(name(), "fetch: TCP loopback, HTTP/JSON", http, "µs"));
    }
  }
}
