// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.agent.AgentStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DuckDbAgentStoreTest extends AgentStoreContract {
  @TempDir Path directory;
  private ColonyDatabase database;
  private AgentStore store;

  @BeforeEach
  void open() {
    database = new ColonyDatabase(directory.resolve("colony.db"), () -> Long.MAX_VALUE);
    store = new DuckDbAgentStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  AgentStore store() {
    return store;
  }
}
