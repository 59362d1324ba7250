// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.DataDirectory;
import coral.api.telemetry.SegmentCatalog;
import coral.api.telemetry.SegmentManifest;
import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryStore;
import coral.api.telemetry.TelemetryTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * An agent's telemetry in segment files: a queue, a writer, a catalogue. A delayed component: no
 * file is made in a process whose bundles ask for neither service.
 */
@Component(
    service = {TelemetryStore.class, SegmentCatalog.class},
    configurationPid = DuckDbTelemetryStore.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DuckDbTelemetryStore.Config.class)
public final class DuckDbTelemetryStore implements TelemetryStore, SegmentCatalog {
  static final String PID = "coral.telemetry";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What the store uses of the {@code telemetry:} section of agent.yaml. */
  @ObjectClassDefinition(name = "telemetry", description = "How long telemetry is kept")
  @interface Config {
    @AttributeDefinition(
        description = "Minutes that telemetry is kept after it arrived",
        min = "" + TelemetrySettings.LEAST_RETENTION_MINUTES,
        max = "" + TelemetrySettings.MOST_RETENTION_MINUTES)
    int retention__minutes() default 60;
  }

  private final Generations generations;
  private final RowQueue queue = new RowQueue(TelemetrySettings.QUEUE_ROWS);
  private final Ingest ingest;

  /** Opens the store in the process's directory. */
  @Activate
  public DuckDbTelemetryStore(
      @Reference(name = "directory") DataDirectory directory, Config config) {
    this(
        new TelemetrySettings(
            directory.root().resolve("agent.db"),
            directory.directory("segments"),
            Duration.ofMinutes(config.retention__minutes()),
            Clock.systemUTC(),
            freeBytes(directory.root())));
  }

  DuckDbTelemetryStore(TelemetrySettings settings) {
    generations = new Generations(settings.segments());
    try {
      ingest = new Ingest(settings, generations, queue);
    } catch (SQLException e) {
      throw new CoralException(
          ErrorCode.INTERNAL, "cannot recover the telemetry in " + settings.segments(), e);
    }
  }

  private static java.util.function.LongSupplier freeBytes(Path root) {
    return () -> root.toFile().getUsableSpace();
  }

  /** Writes what waits, and closes. */
  @Deactivate
  public void close() {
    ingest.close();
  }

  @Override
  public void append(List<? extends TelemetryRow> rows) {
    queue.put(List.copyOf(rows), PATIENCE);
  }

  @Override
  public Map<String, Long> rowCounts() {
    Map<String, Long> counts = new TreeMap<>();
    for (TelemetryTable table : TelemetryTable.values()) {
      counts.put(table.tableName(), 0L);
    }
    for (SegmentStats stats : kept()) {
      stats.rows().forEach((table, rows) -> counts.merge(table, rows, Long::sum));
    }
    return counts;
  }

  @Override
  public List<String> services() {
    TreeSet<String> services = new TreeSet<>();
    kept().forEach(stats -> services.addAll(stats.services()));
    services.remove(OWN_SERVICE);
    return List.copyOf(services);
  }

  private Collection<SegmentStats> kept() {
    Map<Long, SegmentStats> kept = new HashMap<>(ingest.unsealed());
    generations.live().forEach(segment -> kept.put(segment.id(), segment.stats()));
    return kept.values();
  }

  @Override
  public SegmentManifest current() {
    return generations.current();
  }

  @Override
  public Reader open(LongConsumer listener) {
    return generations.open(listener);
  }
}
