// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.script.Overlap;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** A script as the columns that {@code scripts} and {@code script_versions} share. */
final class ScriptColumns {
  static final String NAMES =
      "id, name, code, version, targets, trigger_type, trigger_config, created_at, created_by,"
          + " mode, timeout, memory_limit_mb, capabilities, ad_hoc, sha256, overlap, args";
  static final String PLACES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, map(?, ?)";

  /**
   * To read with: what the triggers of this API keep in their configuration is taken out of it, and
   * the arguments are taken apart.
   */
  static final String SELECT =
      "SELECT "
          + NAMES
          + ", json_extract_string(trigger_config, ["
          + TriggerColumn.PATHS
          + "]) AS trigger_values, map_keys(args) AS arg_names, map_values(args) AS arg_values FROM ";

  private ScriptColumns() {}

  static Arguments arguments(DuckDBConnection connection, Script script) throws SQLException {
    ScriptSettings settings = script.settings();
    return new Arguments(connection)
        .add(script.id())
        .add(script.name())
        .add(script.code())
        .add(script.version())
        .add(script.targets())
        .add(script.trigger().type())
        .add(TriggerColumn.json(script.trigger()))
        .add(script.createdAt())
        .add(script.createdBy())
        .add(settings.mode().name().toLowerCase(java.util.Locale.ROOT))
        .add(settings.timeout().map(Duration::toString))
        .add(settings.memoryLimitMb())
        .add(settings.capabilities())
        .add(script.adHoc())
        .add(script.sha256())
        .add(settings.overlap().name().toLowerCase(java.util.Locale.ROOT))
        .add(List.copyOf(settings.args().keySet()))
        .add(List.copyOf(settings.args().values()));
  }

  static Script read(ResultSet row) throws SQLException {
    return new Script(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getInt("version"),
        row.getString("code"),
        new ScriptSettings(
            ScriptMode.valueOf(row.getString("mode").toUpperCase(java.util.Locale.ROOT)),
            Optional.ofNullable(row.getString("timeout")).map(Duration::parse),
            row.getInt("memory_limit_mb"),
            Arguments.strings(row, "capabilities"),
            Overlap.valueOf(row.getString("overlap").toUpperCase(java.util.Locale.ROOT)),
            Arguments.pairs(row, "arg_names", "arg_values")),
        Arguments.strings(row, "targets"),
        TriggerColumn.read(row),
        Times.instant(row, "created_at"),
        row.getString("created_by"),
        row.getBoolean("ad_hoc"),
        row.getString("sha256"));
  }
}
