// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.DataDirectory;
import coral.store.duckdb.internal.DatabaseFile;
import coral.store.duckdb.internal.Migrations;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.duckdb.DuckDBConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code DIR/colony.db}: one writer, any number of readers, each on a connection of its own. A
 * delayed component: no file is made in a process whose bundles ask for none of the stores.
 * Thread-safe.
 */
@Component(
    service = ColonyDatabase.class,
    configurationPid = "coral.store.duckdb.colony",
    configurationPolicy = org.osgi.service.component.annotations.ConfigurationPolicy.IGNORE)
public final class ColonyDatabase {
  /** In the order in which they are applied. */
  static final Migrations MIGRATIONS =
      new Migrations(
          ColonyDatabase.class,
          List.of(
              "001-scripts.sql",
              "002-consumption.sql",
              "003-queries-and-triggers.sql",
              "004-deleted-scripts.sql",
              "005-approvals.sql",
              "006-rollouts.sql",
              "007-egress.sql",
              "008-args.sql"));

  /**
   * Writing stops while the disk has less: DuckDB gives a database up when a write fails half-way.
   */
  static final long LEAST_FREE_BYTES = 32L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ColonyDatabase.class);
  private static final Map<String, String> SETTINGS =
      Map.of("threads", "2", "memory_limit", "256MB", "checkpoint_threshold", "16MB");

  private final Path file;
  private final LongSupplier freeBytes;
  private final List<Runnable> staleListeners = new CopyOnWriteArrayList<>();
  private final GroupCommit writer;
  private DuckDBConnection root;

  @Activate
  public ColonyDatabase(@Reference(name = "directory") DataDirectory directory) {
    this(directory.root().resolve("colony.db"), () -> directory.root().toFile().getUsableSpace());
  }

  ColonyDatabase(Path file, LongSupplier freeBytes) {
    this.file = file;
    this.freeBytes = freeBytes;
    root = open(file);
    writer = new GroupCommit("coral-colony-writer", this::writable, this::stale);
  }

  @Deactivate
  public void close() {
    writer.close();
    synchronized (this) {
      try (DuckDBConnection last = root;
          Statement statement = last.createStatement()) {
        statement.execute("CHECKPOINT");
      } catch (SQLException e) {
        LOG.warn("{} was closed without a checkpoint; its log is replayed next time", file, e);
      }
    }
  }

  /**
   * Calls back, on the writer's thread, when what was remembered of rows may no longer be so: work
   * that ran there has left no trace, or rows were deleted.
   */
  void onStale(Runnable listener) {
    staleListeners.add(listener);
  }

  void removeStaleListener(Runnable listener) {
    staleListeners.remove(listener);
  }

  /** For work that has deleted rows, within its transaction. */
  void stale() {
    staleListeners.forEach(Runnable::run);
  }

  /** Reads; never waits for the writer. */
  <T> T read(Work<T> work) {
    try (DuckDBConnection connection = reader()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw failed("read", e);
    }
  }

  /** Runs work in a transaction and returns once it is durable. */
  <T> T write(Work<T> work) {
    return await(writer.submit(work, true));
  }

  /**
   * Completes, on the writer's thread, once the work is durable; it shares a transaction with more
   * work by waiting for up to 40 ms.
   */
  <T> CompletableFuture<T> submitPaced(Work<T> work) {
    return writer.submit(work, false);
  }

  /** As {@link #submitPaced}, and waits. */
  <T> T writePaced(Work<T> work) {
    return await(submitPaced(work));
  }

  /** Waits for work that was submitted. */
  <T> T await(CompletableFuture<T> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CoralException known) {
        throw new CoralException(known.code(), known.sentence(), known);
      }
      throw failed("write", e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoralException(
          ErrorCode.CANCELLED,
          "interrupted while writing " + file + "; it may be stored or not",
          e);
    }
  }

  private synchronized DuckDBConnection reader() throws SQLException {
    return root.duplicate();
  }

  private DuckDBConnection writable() {
    long free = freeBytes.getAsLong();
    if (free < LEAST_FREE_BYTES) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot write %s: its disk has %,d bytes free and %,d are needed; make room"
              .formatted(file, free, LEAST_FREE_BYTES));
    }
    synchronized (this) {
      return root;
    }
  }

  private CoralException failed(String verb, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (DatabaseFile.isFatal(cause)) {
      reopen();
      return new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot %s %s, which is being reopened".formatted(verb, file),
          cause);
    }
    return new CoralException(
        ErrorCode.INTERNAL, "cannot %s %s: %s".formatted(verb, file, message), cause);
  }

  /**
   * After a fatal error every connection is dead; what was committed is in the file and its log.
   */
  private synchronized void reopen() {
    try (Statement statement = root.createStatement()) {
      statement.execute("SELECT 1");
      return;
    } catch (SQLException e) {
      LOG.error("{} failed and is reopened", file, e);
    }
    try {
      root.close();
    } catch (SQLException e) {
      LOG.debug("closing a failed database", e);
    }
    root = open(file);
  }

  private static DuckDBConnection open(Path file) {
    DuckDBConnection connection = DatabaseFile.open(file, SETTINGS);
    try {
      MIGRATIONS.apply(connection, file);
      stage(connection);
      return connection;
    } catch (RuntimeException e) {
      try {
        connection.close();
      } catch (SQLException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Tables for rows on their way, which this connection alone sees. */
  private static void stage(DuckDBConnection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ExecutionRows.STAGE);
      statement.execute(DuckDbAgentStore.STAGE);
    } catch (SQLException e) {
      throw new CoralException(
          ErrorCode.INTERNAL, "cannot prepare the colony's database: " + e.getMessage(), e);
    }
  }
}
