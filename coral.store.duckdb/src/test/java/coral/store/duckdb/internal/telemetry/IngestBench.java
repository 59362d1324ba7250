// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.TelemetryRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Not a test: spans a second into a store alone, its sealing and compaction running. Arguments:
 * seconds, rows a call, and spans a second to offer (0: as many as it takes).
 */
final class IngestBench {
  private IngestBench() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int call = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    long rate = args.length > 2 ? Long.parseLong(args[2]) : 0;
    Path root = Files.createTempDirectory("coral-bench");
    DuckDbTelemetryStore store = new DuckDbTelemetryStore(TestStores.settings(root));
    long[] visible = {0};
    long[] mostLive = {0};
    List<List<TelemetryRow>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      calls.add(Rows.spans(Instant.now(), "payments-" + i % 4, call));
    }
    long start = System.nanoTime();
    var reader =
        store.open(
            generation -> {
              var manifest = store.current();
              visible[0] = manifest.segments().stream().mapToLong(s -> s.rows()).sum();
              mostLive[0] = Math.max(mostLive[0], manifest.segments().size());
            });
    long rows = 0;
    long slowest = 0;
    while (System.nanoTime() - start < seconds * 1_000_000_000L) {
      long before = System.nanoTime();
      store.append(calls.get((int) (rows / call % calls.size())));
      slowest = Math.max(slowest, System.nanoTime() - before);
      rows += call;
      if (rate > 0) {
        long ahead = start + rows * 1_000_000_000L / rate - System.nanoTime();
        if (ahead > 0) {
          Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
        }
      }
    }
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%,d rows in %.1f s: %,.0f rows/s; visible at the end %,d; most live segments %d; slowest append %.0f ms%n",
        rows, took, rows / took, visible[0], mostLive[0], slowest / 1e6);
    reader.close();
    long closing = System.nanoTime();
    store.close();
    System.out.printf(
        "closed in %.1f s; in the manifest %,d rows in %d segments%n",
        (System.nanoTime() - closing) / 1e9,
        store.current().segments().stream().mapToLong(s -> s.rows()).sum(),
        store.current().segments().size());
    try (var files = Files.walk(root)) {
      long bytes = files.mapToLong(f -> f.toFile().isFile() ? f.toFile().length() : 0).sum();
      System.out.printf("%,d bytes on disk in %s%n", bytes, root);
    }
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(cpu -> System.out.printf("%.1f s of CPU time%n", cpu.toMillis() / 1e3));
  }
}
