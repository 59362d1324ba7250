// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.telemetry;

import coral.api.telemetry.TelemetryTable;
import coral.store.duckdb.internal.DatabaseFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings catalogue and files together at start, whatever the last process was doing when it ended.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final DuckDBConnection connection;
  private final CatalogueTable catalogue;
  private final Path directory;
  private final List<Segment> live = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  Recovery(DuckDBConnection connection, CatalogueTable catalogue, Path directory) {
    this.connection = connection;
    this.catalogue = catalogue;
    this.directory = directory;
  }

  /**
   * Seals what was open, drops what was half merged, and deletes files that nothing names.
   *
   * @param inUse files that left the catalogue and have readers in this process
   * @return what is live
   */
  List<Segment> run(Set<String> inUse) throws SQLException {
    known.addAll(inUse);
    for (CatalogueTable.Entry entry : catalogue.load()) {
      known.add(entry.segment().file());
      switch (entry.state()) {
        case SEALED -> keep(entry.segment());
        case OPEN -> seal(entry.segment());
        case MERGING -> catalogue.removed(List.of(entry.segment()));
      }
      if (entry.state() == CatalogueTable.State.MERGING) {
        known.remove(entry.segment().file());
      }
    }
    for (Path file : files()) {
      catalogue.used(Segment.idOf(file.getFileName().toString()));
      if (!known.contains(file.getFileName().toString())) {
        delete(file);
      }
    }
    return live;
  }

  /**
   * Without a catalogue: takes over the files of the last manifest, and what was ingested after it.
   *
   * @return what is live
   */
  List<Segment> adopt(ManifestFile manifest) throws SQLException {
    Set<String> listed = manifest.files();
    long newest = listed.stream().mapToLong(Segment::idOf).max().orElse(-1);
    for (Path file : files()) {
      String name = file.getFileName().toString();
      long id = Segment.idOf(name);
      catalogue.used(id);
      if (listed.contains(name) || (id > newest && name.equals(Segment.ingestedName(id)))) {
        int level = name.equals(Segment.ingestedName(id)) ? 0 : 1;
        seal(new Segment(id, name, level, SegmentStats.NOTHING));
      } else {
        delete(file);
      }
    }
    if (!live.isEmpty()) {
      LOG.warn("the catalogue of segments was lost; {} segments were taken over", live.size());
    }
    return live;
  }

  private void keep(Segment segment) throws SQLException {
    Path file = directory.resolve(segment.file());
    if (!Files.exists(file)) {
      LOG.error("{} is gone; its {} rows are lost", file, segment.stats().totalRows());
      catalogue.removed(List.of(segment));
      return;
    }
    try {
      Sql.attach(connection, file, "recovered", "(READ_ONLY)");
      Sql.detach(connection, "recovered");
      live.add(segment);
    } catch (SQLException e) {
      BadFile.setAside(file, e);
      catalogue.removed(List.of(segment));
    }
  }

  private void seal(Segment segment) throws SQLException {
    Path file = directory.resolve(segment.file());
    Optional<SegmentStats> stats = Files.exists(file) ? sealed(file) : Optional.empty();
    if (stats.isPresent()) {
      Segment found = new Segment(segment.id(), segment.file(), segment.level(), stats.get());
      catalogue.sealed(found, List.of());
      live.add(found);
      LOG.info("recovered {} rows of {}", found.stats().totalRows(), found.file());
    } else {
      catalogue.removed(List.of(segment));
      known.remove(segment.file());
    }
  }

  /**
   * Replays the file's log and puts it into the file; empty: there is nothing in it, or it was set
   * aside.
   */
  private Optional<SegmentStats> sealed(Path file) throws SQLException {
    Instant arrival = Instant.ofEpochMilli(file.toFile().lastModified());
    try {
      attachWithOrWithoutLog(file);
    } catch (SQLException e) {
      BadFile.setAside(file, e);
      return Optional.empty();
    }
    try {
      Optional<SegmentStats> stats = stats(arrival);
      Sql.execute(connection, "CHECKPOINT recovered");
      return stats;
    } catch (SQLException e) {
      BadFile.setAside(file, e);
      return Optional.empty();
    } finally {
      Sql.detach(connection, "recovered");
    }
  }

  private void attachWithOrWithoutLog(Path file) throws SQLException {
    try {
      Sql.attach(connection, file, "recovered", "");
    } catch (SQLException e) {
      if (!DatabaseFile.blamesLog(e)) {
        throw e;
      }
      DatabaseFile.setAsideLog(file, e);
      Sql.attach(connection, file, "recovered", "");
    }
  }

  private Optional<SegmentStats> stats(Instant arrival) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    Set<String> services = new TreeSet<>();
    Instant from = Instant.MAX;
    Instant to = Instant.MIN;
    Set<String> present =
        strings("SELECT table_name FROM duckdb_tables() WHERE database_name = 'recovered'");
    for (TelemetryTable table : TelemetryTable.values()) {
      if (!present.contains(table.tableName())) {
        continue;
      }
      String name = "recovered.main." + table.tableName();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT count(*), epoch_us(min(%1$s)), epoch_us(max(%1$s)) FROM %2$s"
                      .formatted(table.timeColumn(), name))) {
        row.next();
        if (row.getLong(1) > 0) {
          rows.put(table.tableName(), row.getLong(1));
          Instant earliest = Instant.EPOCH.plus(row.getLong(2), ChronoUnit.MICROS);
          Instant latest = Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS);
          from = earliest.isBefore(from) ? earliest : from;
          to = latest.isAfter(to) ? latest : to;
        }
      }
      if (table.columns().stream().anyMatch(column -> column.name().equals("service_name"))) {
        services.addAll(
            strings(
                "SELECT DISTINCT service_name FROM %s WHERE service_name IS NOT NULL LIMIT %d"
                    .formatted(name, SegmentStats.MOST_SERVICES)));
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new SegmentStats(rows, services, from, to, arrival, arrival));
  }

  private Set<String> strings(String query) throws SQLException {
    Set<String> found = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  private List<Path> files() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.duckdb")) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
    found.removeIf(file -> Segment.idOf(file.getFileName().toString()) < 0);
    found.sort(null);
    return found;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(DatabaseFile.logOf(file));
      Files.deleteIfExists(file);
      LOG.info("deleted {}, which was replaced or never completed", file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}", file, e);
    }
  }
}
