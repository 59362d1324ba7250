// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The scripts among the resources, with their constants filled in. */
final class BenchScript {
  private BenchScript() {}

  /**
   * @param constants values for what the source writes as {@code __NAME__}
   */
  static String load(String name, Map<String, ?> constants) {
    String code;
    try (var source = BenchScript.class.getResourceAsStream(name)) {
      if (source == null) {
        throw new IllegalArgumentException("no script " + name + " among the resources");
      }
      code = new String(source.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<String, ?> constant : constants.entrySet()) {
      code = code.replace("__" + constant.getKey() + "__", constant.getValue().toString());
    }
    return code;
  }
}
