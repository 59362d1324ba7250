// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code coral up}, or a colony alone, in a process of its own, on free ports, with a temporary
 * data directory.
 */
final class CoralUp implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
  private static final long POLL_MS = 2;

  private final Process process;
  private final DataFolder data;
  private final JsonNode addresses;
  private final Duration startTime;

  private CoralUp(Process process, DataFolder data, JsonNode addresses, Duration startTime) {
    this.process = process;
    this.data = data;
    this.addresses = addresses;
    this.startTime = startTime;
  }

  /** In a new data directory, with raised quotas. */
  static CoralUp start(Distribution distribution) throws IOException, InterruptedException {
    return start(distribution, Quotas.RAISED);
  }

  /** In a new data directory. */
  static CoralUp start(Distribution distribution, Quotas quotas)
      throws IOException, InterruptedException {
    DataFolder data = DataFolder.create();
    try {
      Files.writeString(data.path("agent.yaml"), quotas.yaml());
      return start(distribution, data);
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** {@code coral colony start}: without an agent, in a new data directory. */
  static CoralUp colonyOnly(Distribution distribution) throws IOException, InterruptedException {
    DataFolder data = DataFolder.create();
    try {
      return await(distribution.command("colony", "start", "--colony-port", "0"), data);
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** In a directory that may have been used before. */
  static CoralUp start(Distribution distribution, DataFolder data)
      throws IOException, InterruptedException {
    ProcessBuilder builder = distribution.command("up", "--agent-id", "bench");
    for (String port : List.of("colony", "agent", "otlp-grpc", "otlp-http")) {
      builder.command().addAll(List.of("--" + port + "-port", "0"));
    }
    return await(builder, data);
  }

  private static CoralUp await(ProcessBuilder builder, DataFolder data)
      throws IOException, InterruptedException {
    builder.command().addAll(List.of("--data", data.root().toString()));
    Path discovery = data.path("coral.json");
    Files.deleteIfExists(discovery);
    Path output = data.path("up.log");
    // not among the processes that the user's own command lines find
    builder.environment().put("XDG_STATE_HOME", data.path("state").toString());
    // what it leaves in a temporary directory can be told from what others do
    Path tmp = Files.createDirectories(data.path("tmp"));
    builder
        .environment()
        .merge("CORAL_JVM_FLAGS", "-Djava.io.tmpdir=" + tmp, (flags, flag) -> flags + " " + flag);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    long from = System.nanoTime();
    Process process = builder.start();
    while (System.nanoTime() - from < START_LIMIT.toNanos()) {
      Optional<JsonNode> addresses = read(discovery);
      if (addresses.isPresent()) {
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        return new CoralUp(process, data, addresses.get(), took);
      }
      if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    end(process);
    throw new IllegalStateException("coral did not start: " + Files.readString(output).strip());
  }

  private static Optional<JsonNode> read(Path file) throws IOException {
    try {
      return Files.exists(file)
          ? Optional.of(JsonMapper.shared().readTree(Files.readString(file)))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** From the start of the process until {@code coral.json} was there. */
  Duration startTime() {
    return startTime;
  }

  /** "colony", "otlpGrpc", … */
  String address(String part) {
    return addresses.path(part).asString();
  }

  Path tokenFile() {
    return data.path("token");
  }

  Colony colony() throws IOException {
    return new Colony(address("colony"), token());
  }

  Agent agent() throws IOException {
    return new Agent(address("agent"), token());
  }

  String token() throws IOException {
    return Files.readString(tokenFile()).strip();
  }

  /** Coral's own JVM. */
  ProcessHandle process() {
    return process.toHandle();
  }

  DataFolder data() {
    return data;
  }

  /** Processor time of Coral's own JVM, and of its children: the query worker and the scripts. */
  CpuTime cpuTime() {
    return CpuTime.of(process.toHandle());
  }

  @Override
  public void close() throws IOException {
    stop();
    data.close();
  }

  /** Ends the process and leaves the directory. */
  void stop() {
    end(process);
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }
}
