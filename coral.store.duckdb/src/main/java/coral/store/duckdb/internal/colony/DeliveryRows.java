// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore.Addition;
import coral.api.egress.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Deliveries and their alerts as rows. */
final class DeliveryRows {
  private DeliveryRows() {}

  static void add(DuckDBConnection connection, Addition addition) throws SQLException {
    Delivery delivery = addition.delivery();
    int grown =
        new Arguments(connection)
            .add(addition.alerts().size())
            .add(delivery.dueAt())
            .add(delivery.id())
            .update("UPDATE egress_deliveries SET alerts = alerts + ?, due_at = ? WHERE id = ?");
    if (grown == 0) {
      new Arguments(connection)
          .add(delivery.id())
          .add(delivery.sink())
          .add(delivery.scriptId())
          .add(delivery.script())
          .add(delivery.createdAt())
          .add(delivery.dueAt())
          .add(addition.alerts().size())
          .update("INSERT INTO egress_deliveries VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', NULL)");
    }
    try (var appender = connection.createAppender("egress_alerts")) {
      for (StoredEvent alert : addition.alerts()) {
        appender
            .beginRow()
            .append(delivery.id())
            .append(alert.number())
            .append(Times.column(alert.at()))
            .append(alert.executionId())
            .append(alert.sequence())
            .append(alert.scriptId())
            .append(alert.script())
            .append(alert.agentId())
            .append(alert.event().name())
            .append(alert.event().severity())
            .append(alert.event().dataJson())
            .endRow();
      }
      appender.flush();
    }
  }

  static void remove(DuckDBConnection connection, List<UUID> deliveries) throws SQLException {
    if (!deliveries.isEmpty()) {
      for (String sql :
          List.of(
              "DELETE FROM egress_alerts WHERE list_contains(?::VARCHAR[]::UUID[], delivery_id)",
              "DELETE FROM egress_deliveries WHERE list_contains(?::VARCHAR[]::UUID[], id)")) {
        new Arguments(connection).add(deliveries).update(sql);
      }
    }
  }

  static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getString("sink"),
        row.getObject("script_id", UUID.class),
        row.getString("script"),
        Times.instant(row, "created_at"),
        Times.instant(row, "due_at"),
        row.getInt("alerts"),
        row.getInt("attempts"),
        row.getString("last_error"),
        Times.optional(row, "died_at"));
  }
}
