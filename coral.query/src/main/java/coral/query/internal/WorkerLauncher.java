// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.util.stream.Collectors.joining;

import coral.api.handover.ProcessSpawner;
import coral.api.telemetry.TelemetryTable;
import coral.query.internal.wire.StartBody;
import coral.query.internal.worker.QueryWorker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts worker processes. Thread-safe. */
final class WorkerLauncher {
  private final ProcessSpawner spawner;
  private final Supplier<WorkerFiles> source;
  private final QuerySettings settings;
  private @Nullable WorkerFiles unpacked;

  WorkerLauncher(ProcessSpawner spawner, Supplier<WorkerFiles> source, QuerySettings settings) {
    this.spawner = spawner;
    this.source = source;
    this.settings = settings;
  }

  /** Where a worker can run: there, or, where there is nothing yet, at a place without segments. */
  Path present(Path directory) {
    return Files.isDirectory(directory) ? directory : files().home();
  }

  /** A process that waits to be told how to start; its environment is empty. */
  Process launch(Path directory) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().clear();
    builder.directory(directory.toFile());
    return spawner.spawn(builder);
  }

  StartBody start() {
    return new StartBody(
        ProcessHandle.current().pid(),
        settings.poolSize(),
        settings.memoryLimitMb(),
        isRoot(),
        Arrays.stream(TelemetryTable.values()).map(WorkerLauncher::table).toList());
  }

  /** Small and quick to start: the JVM does little more than hand rows on. */
  private List<String> command() {
    WorkerFiles files = files();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        "-XX:ReservedCodeCacheSize=32m",
        "-XX:ErrorFile=/dev/null",
        "-Xms16m",
        "-Xmx" + settings.heapMb() + "m",
        "-Duser.timezone=UTC",
        "-Djava.io.tmpdir=" + files.home(),
        "-Djava.library.path=" + files.libraries(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        files.classPath().stream().map(Path::toString).collect(joining(File.pathSeparator)),
        QueryWorker.class.getName(),
        files.home().toString());
  }

  private synchronized WorkerFiles files() {
    if (unpacked == null) {
      unpacked = source.get();
    }
    return unpacked;
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static StartBody.Table table(TelemetryTable table) {
    List<StartBody.Column> columns = new ArrayList<>();
    for (TelemetryTable.Column column : table.columns()) {
      columns.add(new StartBody.Column(column.name(), column.type()));
    }
    return new StartBody.Table(table.tableName(), columns);
  }
}
