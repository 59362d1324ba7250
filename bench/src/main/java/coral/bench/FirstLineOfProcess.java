// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deno without Coral: from the start of the process to its first line.
 *
 * @param pause before each start
 */
record FirstLineOfProcess(Distribution distribution, String code, Duration pause) {
  private static final List<String> BWRAP =
      List.of("--unshare-all", "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc");

  Samples plain(int rounds) throws IOException, InterruptedException {
    return measure(List.of(), rounds);
  }

  /** In namespaces of its own; empty: bwrap is not installed. */
  Optional<Samples> underBwrap(int rounds) throws IOException, InterruptedException {
    Optional<Path> bwrap =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(folder -> Path.of(folder, "bwrap"))
            .filter(Files::isExecutable)
            .findFirst();
    if (bwrap.isEmpty()) {
      return Optional.empty();
    }
    List<String> within = new ArrayList<>(List.of(bwrap.get().toString()));
    within.addAll(BWRAP);
    return Optional.of(measure(within, rounds));
  }

  private Samples measure(List<String> within, int rounds)
      throws IOException, InterruptedException {
    try (DataFolder folder = DataFolder.create()) {
      Path script = Files.writeString(folder.path("hello.ts"), code);
      List<String> command = new ArrayList<>(within);
      if (!within.isEmpty()) {
        // a folder for Deno that it cannot write costs more than the start itself
        String root = folder.root().toString();
        command.addAll(List.of("--bind", root, root));
      }
      command.addAll(
          List.of(distribution.deno().toString(), "run", "--no-prompt", "--quiet", "--no-config"));
      command.addAll(List.of("--no-remote", "--no-npm", script.toString()));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("DENO_DIR", folder.path("deno").toString());
      List<Double> millis = new ArrayList<>();
      for (int i = -1; i < rounds; i++) {
        Thread.sleep(pause);
        double took = time(builder);
        if (i >= 0) {
          millis.add(took);
        }
      }
      return Samples.of(millis);
    }
  }

  private static double time(ProcessBuilder builder) throws IOException, InterruptedException {
    long from = System.nanoTime();
    Process process = builder.start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      double took = (System.nanoTime() - from) / 1e6;
      if (process.waitFor() != 0) {
        throw new IllegalStateException("%s: %s".formatted(builder.command(), line));
      }
      return took;
    }
  }
}
