// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.SegmentManifest;
import java.nio.file.Path;
import java.time.Instant;

/** Appends spans until it is killed, and prints how many each generation has. */
final class TelemetryWriterMain {
  private TelemetryWriterMain() {}

  public static void main(String[] args) {
    DuckDbTelemetryStore store = new DuckDbTelemetryStore(TestStores.settings(Path.of(args[0])));
    store.open(
        generation ->
            System.out.println(
                store.current().segments().stream().mapToLong(SegmentManifest.Segment::rows).sum()
                    + "."));
    while (true) {
      store.append(Rows.spans(Instant.now(), "payments", 200));
    }
  }
}
