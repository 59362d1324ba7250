// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an end point shows, in Prometheus's text format; a line that is none fails.
 *
 * @param samples by name and sorted labels
 */
public record Scrape(String text, Map<String, String> types, Map<String, Double> samples) {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\.)*\",?)*)})? (\\S+)");

  public static Scrape of(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String text =
          http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
              .body();
      Map<String, String> types = new HashMap<>();
      Map<String, Double> samples = new HashMap<>();
      for (String line : text.lines().toList()) {
        if (line.startsWith("# TYPE ")) {
          types.put(line.split(" ")[2], line.split(" ")[3]);
        } else if (!line.startsWith("#")) {
          Matcher sample = SAMPLE.matcher(line);
          if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
          }
          samples.put(key(sample), Double.valueOf(sample.group(3)));
        }
      }
      return new Scrape(text, types, samples);
    }
  }

  private static String key(Matcher sample) {
    String labels = sample.group(2);
    return labels == null
        ? sample.group(1)
        : sample.group(1)
            + Arrays.stream(labels.split(",(?=[a-zA-Z_][a-zA-Z0-9_]*=\")"))
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
  }
}
