// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.script.Trigger;
import coral.api.script.Trigger.Missed;
import coral.api.script.Trigger.When;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A trigger in the column {@code trigger_config}: JSON, of which DuckDB takes out the values of the
 * triggers that the API has. What an older version did not write has its default.
 */
final class TriggerColumn {
  private static final List<String> KEYS =
      List.of(
          "cron",
          "zone",
          "jitter",
          "missed",
          "condition",
          "check_interval",
          "when",
          "hold_for",
          "cool_down");

  /** To be extracted. */
  static final String PATHS =
      KEYS.stream().map(key -> "'$." + key + "'").collect(Collectors.joining(", "));

  private final @Nullable Object[] values;

  private TriggerColumn(ResultSet row) throws SQLException {
    values = (Object[]) row.getArray("trigger_values").getArray();
  }

  static String json(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Manual manual -> "{}";
      case Trigger.Schedule schedule ->
          "{\"cron\":%s,\"zone\":%s,\"jitter\":\"%s\",\"missed\":\"%s\"}"
              .formatted(
                  JsonText.quote(schedule.cron()),
                  JsonText.quote(schedule.zone().getId()),
                  schedule.jitter(),
                  schedule.missed());
      case Trigger.Event event ->
          ("{\"condition\":%s,\"check_interval\":\"%s\",\"when\":\"%s\",\"hold_for\":\"%s\","
                  + "\"cool_down\":\"%s\"}")
              .formatted(
                  JsonText.quote(event.condition()),
                  event.checkInterval(),
                  event.when(),
                  event.holdFor(),
                  event.coolDown());
      case Trigger.Custom custom -> custom.configJson();
    };
  }

  static Trigger read(ResultSet row) throws SQLException {
    String type = row.getString("trigger_type");
    var column = new TriggerColumn(row);
    return switch (type) {
      case "manual" -> Trigger.MANUAL;
      case "schedule" ->
          new Trigger.Schedule(
              column.value("cron").orElseThrow(),
              column.value("zone").map(ZoneId::of).orElse(ZoneOffset.UTC),
              column.duration("jitter"),
              column.value("missed").map(Missed::valueOf).orElse(Missed.SKIP));
      case "event" ->
          new Trigger.Event(
              column.value("condition").orElseThrow(),
              column.duration("check_interval"),
              column.value("when").map(When::valueOf).orElse(When.BECOMES_TRUE),
              column.duration("hold_for"),
              column.duration("cool_down"));
      default -> new Trigger.Custom(type, row.getString("trigger_config"));
    };
  }

  private Duration duration(String key) {
    return value(key).map(Duration::parse).orElse(Duration.ZERO);
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable((String) values[KEYS.indexOf(key)]);
  }
}
