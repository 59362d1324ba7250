// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Consumption;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.store.duckdb.internal.ChildJvm;
import coral.store.duckdb.internal.DatabaseFile;
import coral.store.duckdb.internal.Migrations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColonyDatabaseTest {
  private static final UUID EXECUTION = UUID.fromString("01960000-0000-7000-8000-000000000001");

  @TempDir Path directory;
  private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
  private final List<ColonyDatabase> databases = new ArrayList<>();

  private Path file() {
    return directory.resolve("colony.db");
  }

  private ColonyDatabase open() {
    ColonyDatabase database = new ColonyDatabase(file(), freeBytes::get);
    databases.add(database);
    return database;
  }

  private void closeAll() {
    databases.forEach(ColonyDatabase::close);
    databases.clear();
  }

  @AfterEach
  void close() {
    closeAll();
  }

  private void refused(String... words) {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(this::open)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .satisfies(e -> assertThat(e.sentence()).contains(words).doesNotContain("\n"));
  }

  private List<Long> storedSequences() {
    return new DuckDbExecutionStore(open())
        .logsOfExecution(EXECUTION, 0).stream().map(LogEntry::sequence).toList();
  }

  /**
   * Runs a child that stores lines, kills it after {@code lines}, and returns the last acknowledged
   * one.
   */
  private long killed(long lines) {
    try (ChildJvm child = new ChildJvm(ColonyWriterMain.class, file(), EXECUTION)) {
      String last = child.line();
      while (!last.equals(lines + ".")) {
        last = child.line();
      }
      return child.killAndReadLast(lines);
    }
  }

  @Test
  void losesNothingThatWasAcknowledgedBeforeItWasKilled() {
    long acknowledged = killed(60);
    assertThat(storedSequences())
        .startsWith(LongStream.rangeClosed(2, acknowledged).boxed().toArray(Long[]::new));
  }

  @Test
  void appliesAgainWhatItAppliedBeforeItWasKilledToNoEffect() {
    killed(10);
    DuckDbExecutionStore store = new DuckDbExecutionStore(open());
    assertThat(
            store.apply(
                "agent-1",
                List.of(
                    ExecutionStoreContract.status(EXECUTION, 1, ExecutionStatus.RUNNING),
                    ExecutionStoreContract.line(EXECUTION, 5, "line 5"))))
        .isEmpty();
    assertThat(store.find(EXECUTION)).isPresent();
  }

  @Test
  void toleratesALogThatEndsInTheMiddle() throws IOException {
    long acknowledged = killed(20);
    try (FileChannel log = FileChannel.open(DatabaseFile.logOf(file()), StandardOpenOption.WRITE)) {
      log.truncate(log.size() - 5);
    }
    assertThat(storedSequences())
        .startsWith(LongStream.rangeClosed(2, acknowledged - 1).boxed().toArray(Long[]::new));
  }

  @Test
  void setsALogAsideThatCannotBeRead() throws IOException {
    ColonyDatabase database = open();
    new DuckDbExecutionStore(database)
        .apply("agent-1", List.of(ExecutionStoreContract.line(EXECUTION, 2, "before")));
    closeAll();
    killed(20);
    Path log = DatabaseFile.logOf(file());
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(log, bytes);
    assertThat(storedSequences()).startsWith(2L);
    try (var files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(name -> name.startsWith("colony.db.wal.broken-"));
    }
  }

  @Test
  void saysWhichProcessHasTheFileOpen() {
    try (ChildJvm child = new ChildJvm(ColonyWriterMain.class, file(), EXECUTION)) {
      child.line();
      refused(
          "cannot open " + file(),
          "process " + child.pid(),
          "end that process or use another data directory");
    }
  }

  @Test
  void saysThatAFileIsNoDatabase() throws IOException {
    Files.writeString(file(), "not a database");
    refused("cannot open " + file(), "as a DuckDB database");
  }

  @Test
  void takesOverWhatTheFirstSchemaHolds() throws SQLException {
    writeFirstSchema(EXECUTION);
    UUID later = UUID.fromString("01960000-0000-7000-8000-000000000002");
    for (int start = 0; start < 2; start++) {
      DuckDbExecutionStore store = new DuckDbExecutionStore(open());
      assertThat(store.find(EXECUTION))
          .hasValueSatisfying(
              old -> {
                assertThat(old.reason()).isEqualTo("exited with code 1");
                assertThat(old.consumption()).isEqualTo(Consumption.NONE);
              });
      store.apply(
          "agent-1", List.of(ExecutionStoreContract.status(later, 1, ExecutionStatus.RUNNING)));
      assertThat(store.find(later)).isPresent();
      closeAll();
    }
  }

  @Test
  void losesNothingWhenItIsKilledAfterItMigrated() throws SQLException {
    UUID old = UUID.fromString("01960000-0000-7000-8000-000000000003");
    writeFirstSchema(old);
    long acknowledged = killed(20);
    assertThat(storedSequences())
        .startsWith(LongStream.rangeClosed(2, acknowledged).boxed().toArray(Long[]::new));
    closeAll();
    assertThat(new DuckDbExecutionStore(open()).find(old)).isPresent();
  }

  private void writeFirstSchema(UUID execution) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
        Statement statement = connection.createStatement()) {
      new Migrations(ColonyDatabase.class, List.of("001-scripts.sql")).apply(connection, file());
      statement.execute(
          "INSERT INTO script_executions (execution_id, script_id, agent_id, status, started_at,"
              + " exit_code, version, timed_out, reason, sandbox_tier, dropped_lines,"
              + " status_sequence) VALUES ('"
              + execution
              + "', uuid(), 'agent-1', 'failed', TIMESTAMP '2026-01-01 00:00:00', 1, 1, false,"
              + " 'exited with code 1', 'deno+watchdog', 0, 3)");
    }
  }

  @Test
  void refusesADatabaseThatANewerCoralWrote() {
    open()
        .write(
            connection -> {
              new Arguments(connection)
                  .update("INSERT INTO schema_version VALUES (99, 'future', now()::TIMESTAMP)");
              return true;
            });
    closeAll();
    refused("was written by a newer Coral (schema 99, this one knows up to");
  }

  @Test
  void refusesToWriteWhileTheDiskIsFull() {
    DuckDbExecutionStore store = new DuckDbExecutionStore(open());
    Report line = ExecutionStoreContract.line(EXECUTION, 1, "x");
    freeBytes.set(5);
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> store.apply("agent-1", List.of(line)))
        .withMessageContaining("has 5 bytes free")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    freeBytes.set(Long.MAX_VALUE);
    assertThat(store.apply("agent-1", List.of(line))).containsExactly(line);
  }

  @Test
  void keepsTheTailOfTheOutputInTheExecutionOnceItHasEnded() {
    ColonyDatabase database = open();
    DuckDbExecutionStore store = new DuckDbExecutionStore(database);
    String wide = "é".repeat(500);
    List<Report> reports = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      reports.add(ExecutionStoreContract.line(EXECUTION, i, i + " " + wide));
    }
    reports.add(
        ExecutionStoreContract.report(
            EXECUTION, 101, new Report.Line(OutputStreamName.STDERR, "oops")));
    reports.add(ExecutionStoreContract.event(EXECUTION, 102, "{\"p99\":512}"));
    reports.add(ExecutionStoreContract.status(EXECUTION, 200, ExecutionStatus.RUNNING));
    store.apply("agent-1", reports);
    assertThat(captured(database)).containsExactly(null, null, null);

    store.apply(
        "agent-1", List.of(ExecutionStoreContract.status(EXECUTION, 201, ExecutionStatus.FAILED)));
    Object[] ended = captured(database);
    assertThat((String) ended[0])
        .startsWith("36 é")
        .endsWith("100 " + wide + "\n")
        .satisfies(
            out ->
                assertThat(out.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(65536));
    assertThat(ended[1]).isEqualTo("oops\n");
    assertThat(ended[2])
        .isEqualTo(
            "{\"name\":\"alert\",\"severity\":\"warning\",\"timestamp\":\"2026-03-01T10:15:23.225456Z\",\"data\":{\"p99\":512}}");

    store.apply("agent-1", List.of(ExecutionStoreContract.line(EXECUTION, 199, "late")));
    assertThat((String) captured(database)[0]).endsWith("late\n");
  }

  @Test
  void keepsTheOutputOfEachOfManyExecutionsThatEndAtOnce() {
    ColonyDatabase database = open();
    DuckDbExecutionStore store = new DuckDbExecutionStore(database);
    List<UUID> executions =
        LongStream.range(1, 300)
            .mapToObj(i -> new UUID(EXECUTION.getMostSignificantBits(), i))
            .toList();
    List<Report> reports = new ArrayList<>();
    for (UUID execution : executions) {
      reports.add(ExecutionStoreContract.line(execution, 1, "of " + execution));
      reports.add(ExecutionStoreContract.status(execution, 2, ExecutionStatus.COMPLETED));
    }
    UUID silent = new UUID(EXECUTION.getMostSignificantBits(), 1000);
    reports.add(ExecutionStoreContract.status(silent, 1, ExecutionStatus.COMPLETED));
    store.apply("agent-1", reports);
    for (UUID execution : executions) {
      assertThat(captured(database, execution)).containsExactly("of " + execution + "\n", "", null);
    }
    assertThat(captured(database, silent)).containsExactly("", "", null);
  }

  private static Object[] captured(ColonyDatabase database) {
    return captured(database, EXECUTION);
  }

  private static Object[] captured(ColonyDatabase database, UUID execution) {
    return database
        .read(
            connection ->
                new Arguments(connection)
                    .add(execution)
                    .first(
                        "SELECT stdout, stderr, events[1]::VARCHAR FROM script_executions"
                            + " WHERE execution_id = ?",
                        row -> new Object[] {row.getString(1), row.getString(2), row.getString(3)}))
        .orElseThrow();
  }

  @Test
  void hasTheTablesOfTheRfdWithItsColumnsFirst() {
    ColonyDatabase database = open();
    assertThat(columns(database, "scripts"))
        .startsWith(
            "id UUID",
            "name VARCHAR",
            "code VARCHAR",
            "version INTEGER",
            "targets VARCHAR[]",
            "trigger_type VARCHAR",
            "trigger_config JSON",
            "created_at TIMESTAMP",
            "created_by VARCHAR");
    assertThat(columns(database, "script_executions"))
        .startsWith(
            "execution_id UUID",
            "script_id UUID",
            "agent_id VARCHAR",
            "status VARCHAR",
            "started_at TIMESTAMP",
            "completed_at TIMESTAMP",
            "exit_code INTEGER",
            "stdout VARCHAR",
            "stderr VARCHAR",
            "events JSON[]");
  }

  private static List<String> columns(ColonyDatabase database, String table) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(table)
                .query(
                    "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?"
                        + " ORDER BY column_index",
                    row -> row.getString(1) + " " + row.getString(2)));
  }

  @Test
  void keepsWorkThatSharedATransactionWithWorkThatFailed() {
    ColonyDatabase database = open();
    DuckDbExecutionStore store = new DuckDbExecutionStore(database);
    List<Thread> threads = new ArrayList<>();
    List<Report> reports = new ArrayList<>();
    AtomicLong failures = new AtomicLong();
    for (int i = 1; i <= 40; i++) {
      Report report = ExecutionStoreContract.line(EXECUTION, i, "x");
      reports.add(report);
      threads.add(Thread.startVirtualThread(() -> store.apply("agent-1", List.of(report))));
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  database.writePaced(
                      connection -> {
                        new Arguments(connection).update("INSERT INTO agents (id) VALUES ('x')");
                        return true;
                      });
                } catch (CoralException e) {
                  failures.incrementAndGet();
                }
              }));
    }
    threads.forEach(
        thread -> {
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(failures).hasValue(40);
    assertThat(store.logsOfExecution(EXECUTION, 0)).hasSize(40);
    assertThat(store.apply("agent-1", reports)).isEmpty();
  }
}
