// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same Deno without Coral: a script that may reach one HTTP server and nothing else. */
final class DenoFetch {
  private static final long LIMIT_SECONDS = 120;

  private DenoFetch() {}

  /** Runs it to its end and reads the JSON that it printed. */
  static JsonNode run(Distribution distribution, int port, String code)
      throws IOException, InterruptedException {
    try (DataFolder folder = DataFolder.create()) {
      Path script = Files.writeString(folder.path("fetch.ts"), code);
      Path output = folder.path("output");
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  distribution.deno().toString(),
                  "run",
                  "--no-prompt",
                  "--quiet",
                  "--no-config",
                  "--no-remote",
                  "--no-npm",
                  "--allow-net=127.0.0.1:" + port,
                  script.toString()));
      builder.environment().put("DENO_DIR", folder.path("deno").toString());
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(output).strip();
      if (process.exitValue() != 0) {
        throw new IllegalStateException("deno ended with " + process.exitValue() + ": " + text);
      }
      return JsonMapper.shared().readTree(text);
    }
  }
}
