// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import static java.util.stream.Collectors.joining;

import coral.query.internal.wire.SegmentsBody;
import coral.query.internal.wire.SegmentsBody.Segment;
import coral.query.internal.wire.StartBody.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One view per telemetry table over all attached segments that have it. The views of an epoch are
 * swapped in one transaction; files of older epochs stay attached until {@link #detachBefore}. Used
 * by one thread.
 */
final class SegmentViews {

  /** An attached file; {@code lastEpoch} is the newest one that reads it. */
  private static final class Attached {
    final String alias;
    final Set<String> tables;
    long lastEpoch;

    Attached(String alias, Set<String> tables) {
      this.alias = alias;
      this.tables = tables;
    }
  }

  private final Connection connection;
  private final List<Table> tables;
  private final Map<String, Attached> files = new HashMap<>();
  private final Map<String, String> definitions = new HashMap<>();
  private long aliases;

  SegmentViews(Connection connection, List<Table> tables) {
    this.connection = connection;
    this.tables = tables;
  }

  /**
   * Attaches what is new and swaps the views.
   *
   * @return a line for each file that cannot be read; the views do without it
   */
  List<String> apply(long epoch, SegmentsBody body) throws SQLException {
    List<String> unreadable = new ArrayList<>();
    List<Attached> now = new ArrayList<>();
    for (Segment segment : body.segments()) {
      try {
        Attached file = files.get(segment.file());
        if (file == null) {
          file = attach(segment);
          files.put(segment.file(), file);
        }
        file.lastEpoch = epoch;
        now.add(file);
      } catch (SQLException e) {
        unreadable.add(segment.file() + ": " + Messages.shorten(e));
      }
    }
    swapViews(now);
    return unreadable;
  }

  /** Lets go of files that no epoch from {@code epoch} on reads. */
  void detachBefore(long epoch) throws SQLException {
    var iterator = files.values().iterator();
    while (iterator.hasNext()) {
      Attached file = iterator.next();
      if (file.lastEpoch < epoch) {
        iterator.remove();
        execute("DETACH " + file.alias);
      }
    }
  }

  private Attached attach(Segment segment) throws SQLException {
    String alias = "segment_" + aliases++;
    String path = Database.SEGMENTS + "/" + segment.file();
    execute("ATTACH " + Sql.literal(path) + " AS " + alias + " (READ_ONLY)");
    try {
      Set<String> known = new HashSet<>();
      for (Table table : tables) {
        if (segment.tables().contains(table.name())) {
          // Binds, reads nothing: a file of another schema shows now, not when the views are
          // swapped.
          execute(select(table, alias) + " LIMIT 0");
          known.add(table.name());
        }
      }
      return new Attached(alias, known);
    } catch (SQLException e) {
      execute("DETACH " + alias);
      throw e;
    }
  }

  private void swapViews(List<Attached> now) throws SQLException {
    Map<String, String> changed = new HashMap<>();
    for (Table table : tables) {
      String definition = definition(table, now);
      if (!definition.equals(definitions.get(table.name()))) {
        changed.put(table.name(), definition);
      }
    }
    if (changed.isEmpty()) {
      return;
    }
    execute("BEGIN TRANSACTION");
    try {
      for (var view : changed.entrySet()) {
        execute(
            "CREATE OR REPLACE VIEW main." + Sql.name(view.getKey()) + " AS " + view.getValue());
      }
      execute("COMMIT");
    } catch (SQLException e) {
      execute("ROLLBACK");
      throw e;
    }
    definitions.putAll(changed);
  }

  private static String definition(Table table, List<Attached> now) {
    String union =
        now.stream()
            .filter(file -> file.tables.contains(table.name()))
            .map(file -> select(table, file.alias))
            .collect(joining(" UNION ALL "));
    return union.isEmpty() ? empty(table) : union;
  }

  private static String select(Table table, String alias) {
    return table.columns().stream()
        .map(column -> Sql.name(column.name()))
        .collect(joining(", ", "SELECT ", " FROM " + alias + ".main." + Sql.name(table.name())));
  }

  private static String empty(Table table) {
    return table.columns().stream()
        .map(column -> "CAST(NULL AS " + column.type() + ") AS " + Sql.name(column.name()))
        .collect(joining(", ", "SELECT ", " WHERE false"));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
