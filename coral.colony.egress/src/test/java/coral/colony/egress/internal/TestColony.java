// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.runtime.DataDirectory;
import coral.api.script.ContentAddress;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import coral.store.duckdb.internal.colony.ColonyDatabase;
import coral.store.duckdb.internal.colony.DuckDbDeliveryStore;
import coral.store.duckdb.internal.colony.DuckDbEventCursors;
import coral.store.duckdb.internal.colony.DuckDbExecutionStore;
import coral.store.duckdb.internal.colony.DuckDbMetricStates;
import coral.store.duckdb.internal.colony.DuckDbScriptStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The real stores of a colony in a directory, and agents that report to it. */
public final class TestColony implements AutoCloseable {
  private static final UUID RUN = UUID.fromString("01960000-0000-7000-8000-000000000001");
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final ColonyDatabase database;
  private final DuckDbExecutionStore executions;
  private final DuckDbScriptStore scripts;

  public TestColony(Path directory) {
    database = new ColonyDatabase(new Directory(directory));
    executions = new DuckDbExecutionStore(database);
    scripts = new DuckDbScriptStore(database);
  }

  public DuckDbEventCursors cursors() {
    return new DuckDbEventCursors(database);
  }

  public DuckDbDeliveryStore deliveries() {
    return new DuckDbDeliveryStore(database);
  }

  public DuckDbMetricStates states() {
    return new DuckDbMetricStates(database);
  }

  /** The id of a script of that name. */
  public static UUID id(String script) {
    return UUID.nameUUIDFromBytes(script.getBytes(UTF_8));
  }

  /** Stores an event of a script as if an agent had just reported it. */
  public Report emit(String script, String event, String severity, String json) {
    return emit(script, event, severity, json, Instant.now());
  }

  public Report emit(String script, String event, String severity, String json, Instant at) {
    if (scripts.newest(id(script)).isEmpty()) {
      scripts.save(script(script));
    }
    Report report =
        new Report(
            RUN,
            SEQUENCE.incrementAndGet(),
            at,
            id(script),
            1,
            new Report.Event(new ScriptEvent(event, json, severity)));
    executions.apply("agent-1", List.of(report));
    return report;
  }

  /** Stores alerts of a script, numbered from 1, at once. */
  public void alerts(String script, int count) {
    executions.apply(
        "agent-1",
        IntStream.rangeClosed(1, count)
            .mapToObj(
                n ->
                    new Report(
                        RUN,
                        SEQUENCE.incrementAndGet(),
                        Instant.now(),
                        id(script),
                        1,
                        new Report.Event(
                            new ScriptEvent("alert", "{\"n\":%d}".formatted(n), "warning"))))
            .toList());
  }

  private static Script script(String name) {
    ScriptSettings settings =
        new ScriptSettings(ScriptMode.DAEMON, Optional.empty(), 64, List.of());
    return new Script(
        id(name),
        name,
        1,
        "",
        settings,
        List.of(),
        Trigger.MANUAL,
        Instant.now(),
        "ai",
        false,
        ContentAddress.of("", settings, Trigger.MANUAL, List.of()));
  }

  @Override
  public void close() {
    database.close();
  }

  private record Directory(Path root) implements DataDirectory {
    @Override
    public Path directory(String name) {
      return root.resolve(name);
    }

    @Override
    public Path sockets() {
      return root;
    }
  }
}
