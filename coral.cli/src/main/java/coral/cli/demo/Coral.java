// SPDX-License-Identifier: Apache-2.0

package coral.cli.demo;

import coral.cli.client.ColonyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code coral up} in a process of its own, on free ports.
 *
 * @param addresses what {@code coral.json} says
 */
record Coral(Child child, Path data, JsonNode addresses) implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  static Coral start(String launcher, Path data) throws InterruptedException, IOException {
    Path discovery = data.resolve("coral.json");
    Files.deleteIfExists(discovery);
    List<String> command =
        List.of(
            launcher,
            "up",
            "--data",
            data.toString(),
            "--colony-port",
            "0",
            "--agent-port",
            "0",
            "--otlp-grpc-port",
            "0",
            "--otlp-http-port",
            "0",
            "--label",
            "region=demo");
    Child child = Child.start("coral up", new ProcessBuilder(command), data.resolve("log/up.log"));
    try {
      return new Coral(child, data, child.await("coral.json", START_LIMIT, () -> read(discovery)));
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private static Optional<JsonNode> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JsonMapper.shared().readTree(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String address(String part) {
    return addresses.path(part).asString();
  }

  ColonyOptions.Target target() throws IOException {
    return new ColonyOptions.Target(
        address("colony"), Files.readString(data.resolve("token")).strip());
  }

  @Override
  public void close() {
    child.close();
  }
}
