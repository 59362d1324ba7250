// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.ExecutionStore;
import coral.api.script.ScriptStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DuckDbScriptStoreTest extends ScriptStoreContract {
  @TempDir Path directory;
  private ColonyDatabase database;
  private ScriptStore store;
  private ExecutionStore executions;

  @BeforeEach
  void open() {
    database = new ColonyDatabase(directory.resolve("colony.db"), () -> Long.MAX_VALUE);
    store = new DuckDbScriptStore(database);
    executions = new DuckDbExecutionStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  ScriptStore store() {
    return store;
  }

  @Override
  ExecutionStore executions() {
    return executions;
  }
}
