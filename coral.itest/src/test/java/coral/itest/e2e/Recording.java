// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The telemetry of {@code examples/intents}, moved in time so that it ends now. */
final class Recording {
  /** {@code END} of its generator. */
  private static final Instant END = Instant.parse("2026-01-01T12:00:00Z");

  private static final Path DIRECTORY = Intent.DIRECTORY.resolve("telemetry");
  private static final Pattern TIME = Pattern.compile("(imeUnixNano\":\")(\\d+)\"");

  private Recording() {}

  /** Sends all of it, and returns once scripts see it. */
  static void sendTo(CoralServer server, Path scratch) throws Exception {
    long nanos = Duration.between(END, Instant.now()).toNanos();
    for (String signal : List.of("traces", "metrics", "logs")) {
      String moved =
          TIME.matcher(read(signal))
              .replaceAll(time -> time.group(1) + (Long.parseLong(time.group(2)) + nanos) + "\"");
      server.send("/v1/" + signal, moved);
    }
    awaitRows(server, scratch);
  }

  private static String read(String signal) throws IOException {
    return Files.readString(DIRECTORY.resolve(signal + ".json"));
  }

  private static void awaitRows(CoralServer server, Path scratch) throws Exception {
    Path script =
        Files.writeString(
            scratch.resolve("await.ts"),
            """
            import * as coral from "@coral/sdk";
            async function there(table: string, rows: number) {
              for (;;) {
                const [now] = await coral.db.query(`SELECT count(*) AS n FROM ${table}`);
                if (now!.n >= rows) return;
                await new Promise((resolve) => setTimeout(resolve, 200));
              }
            }
            await there("otel_spans_local", %d);
            await there("otel_logs_local", %d);
            await there("otel_metrics_local", 1);
            await there("beyla_http_metrics", 1);
            """
                .formatted(linesWith("spanId", "traces"), linesWith("traceId", "logs")));
    Ran ran = server.cli().run("script", "run", script.toString());
    if (ran.exitCode() != 0) {
      throw new AssertionError(ran.toString());
    }
  }

  /** The recording has a line for each item. */
  private static long linesWith(String key, String signal) throws IOException {
    return read(signal).lines().filter(line -> line.contains("\"" + key + "\"")).count();
  }
}
