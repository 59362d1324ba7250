// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.sandbox.Layer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The layers that a process says it has put on, in one line of JSON on its standard output. Nothing
 * but the bootstrap can have written it: there is no script in the process yet.
 */
record ConfinementReport(List<Layer> layers) {
  private static final int MAX_BYTES = 16 << 10;

  ConfinementReport {
    layers = List.copyOf(layers);
  }

  /**
   * Reads up to the end of the line and no further.
   *
   * @throws IOException when the stream ends before, or something else is there
   */
  static ConfinementReport read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("it ended");
      }
      if (line.size() == MAX_BYTES) {
        throw new IOException("its report is longer than " + MAX_BYTES + " bytes");
      }
      line.write(b);
    }
    return parse(line.toByteArray());
  }

  private static ConfinementReport parse(byte[] json) throws IOException {
    try {
      List<Layer> layers = new ArrayList<>();
      for (JsonNode layer : JsonMapper.shared().readTree(json).path("layers")) {
        layers.add(
            new Layer(
                layer.path("name").asString(),
                layer.path("on").asBoolean(),
                layer.path("detail").asString()));
      }
      return new ConfinementReport(layers);
    } catch (JacksonException e) {
      throw new IOException("it reported what is no JSON", e);
    }
  }

  Set<String> on() {
    return layers.stream().filter(Layer::on).map(Layer::name).collect(Collectors.toSet());
  }
}
