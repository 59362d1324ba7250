// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Wall time of short commands, as a person waits for them. */
record CliStart(Distribution distribution) implements Benchmark {
  private static final Target TARGET = Target.atMost(400);
  private static final long LIMIT_SECONDS = 30;

  @Override
  public String name() {
    return "cli-start";
  }

  @Override
  public String description() {
    return "coral script list over the launcher, with and without its start-up cache";
  }

  @Override
  public List<Row> run(Effort effort) throws IOException, InterruptedException {
    int rounds = effort.of(30, 1);
    boolean cache = Files.exists(distribution.home().resolve("cli.aot"));
    try (CoralUp up = CoralUp.start(distribution);
        DataFolder folder = DataFolder.create()) {
      Map<String, ProcessBuilder> commands = new LinkedHashMap<>();
      String with = cache ? "with the cache" : "no cache was built";
      commands.put("script list, " + with, list(up));
      commands.put("script list, without the cache", withoutCache(list(up)));
      commands.put("--help, " + with, distribution.command("--help"));
      Map<String, List<Double>> millis = new LinkedHashMap<>();
      for (int i = -1; i < rounds; i++) {
        for (var command : commands.entrySet()) {
          double took = time(command.getValue(), folder);
          if (i >= 0) {
            millis.computeIfAbsent(command.getKey(), key -> new ArrayList<>()).add(took);
          }
        }
      }
      List<Row> rows = new ArrayList<>();
      millis.forEach((what, times) -> rows.add(Row.of(name(), what, Samples.of(times), "ms")));
      rows.set(0, rows.getFirst().withTarget(TARGET));
      return rows;
    }
  }

  private ProcessBuilder list(CoralUp up) {
    return distribution.command(
        "script",
        "list",
        "--colony",
        up.address("colony"),
        "--token-file",
        up.tokenFile().toString());
  }

  private static ProcessBuilder withoutCache(ProcessBuilder builder) {
    builder.environment().put("CORAL_JVM_FLAGS", "-XX:AOTMode=off");
    return builder;
  }

  private static double time(ProcessBuilder builder, DataFolder folder)
      throws IOException, InterruptedException {
    var output = folder.path("output");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    long from = System.nanoTime();
    Process process = builder.start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    double took = (System.nanoTime() - from) / 1e6;
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "%s: %s".formatted(builder.command(), Files.readString(output).strip()));
    }
    return took;
  }
}
