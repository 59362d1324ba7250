// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.ExecutionStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Stores a line after another until it is killed, and prints the number of each that is
 * acknowledged.
 */
final class ColonyWriterMain {
  private ColonyWriterMain() {}

  public static void main(String[] args) {
    ColonyDatabase database = new ColonyDatabase(Path.of(args[0]), () -> Long.MAX_VALUE);
    DuckDbExecutionStore store = new DuckDbExecutionStore(database);
    UUID id = UUID.fromString(args[1]);
    store.apply("agent-1", List.of(ExecutionStoreContract.status(id, 1, ExecutionStatus.RUNNING)));
    for (long n = 2; ; n++) {
      store.apply("agent-1", List.of(ExecutionStoreContract.line(id, n, "line " + n)));
      System.out.println(n + ".");
    }
  }
}
