// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.ExecutionStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DuckDbExecutionStoreTest extends ExecutionStoreContract {
  @TempDir Path directory;
  private ColonyDatabase database;
  private ExecutionStore store;

  @BeforeEach
  void open() {
    database = new ColonyDatabase(directory.resolve("colony.db"), () -> Long.MAX_VALUE);
    store = new DuckDbExecutionStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  ExecutionStore store() {
    return store;
  }
}
