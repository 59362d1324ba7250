// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore;
import coral.api.egress.StoredEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Rows of {@code egress_deliveries} and {@code egress_alerts}. */
@Component(
    configurationPid = "coral.store.duckdb.colony",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DuckDbDeliveryStore implements DeliveryStore {
  private static final String OLDEST_DEAD =
      "SELECT id FROM egress_deliveries WHERE died_at IS NOT NULL"
          + " ORDER BY died_at DESC, id DESC OFFSET ?";
  private static final String TO_RESEND =
      "died_at IS NOT NULL AND list_contains(?::VARCHAR[], sink)"
          + " AND (? OR list_contains(?::VARCHAR[]::UUID[], id))";

  private final ColonyDatabase database;

  @Activate
  public DuckDbDeliveryStore(@Reference(name = "database") ColonyDatabase database) {
    this.database = database;
  }

  @Override
  public void enqueue(String sink, List<Addition> additions, long through) {
    database.writePaced(
        connection -> {
          for (Addition addition : additions) {
            DeliveryRows.add(connection, addition);
          }
          Cursors.move(connection, sink, through);
          return true;
        });
  }

  @Override
  public List<Delivery> due(String sink, Instant now, int limit) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(sink)
                .add(now)
                .add(limit)
                .query(
                    "SELECT * FROM egress_deliveries WHERE sink = ? AND died_at IS NULL"
                        + " AND due_at <= ? ORDER BY due_at, id LIMIT ?",
                    DeliveryRows::delivery));
  }

  @Override
  public Optional<Instant> nextDue(String sink, Instant now) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(sink)
                .add(now)
                .first(
                    "SELECT min(due_at) AS next FROM egress_deliveries"
                        + " WHERE sink = ? AND died_at IS NULL AND due_at > ?",
                    row -> Times.optional(row, "next"))
                .flatMap(next -> next));
  }

  @Override
  public List<StoredEvent> alerts(UUID delivery) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(delivery)
                .query(
                    "SELECT * FROM egress_alerts WHERE delivery_id = ? ORDER BY number",
                    StoredEventColumns::read));
  }

  @Override
  public void failed(UUID delivery, int attempts, String error) {
    database.writePaced(
        connection ->
            new Arguments(connection)
                .add(attempts)
                .add(error)
                .add(delivery)
                .update("UPDATE egress_deliveries SET attempts = ?, last_error = ? WHERE id = ?"));
  }

  @Override
  public void delivered(UUID delivery) {
    database.writePaced(
        connection -> {
          DeliveryRows.remove(connection, List.of(delivery));
          return true;
        });
  }

  @Override
  public int die(UUID delivery, Instant at, String reason, int most) {
    return database.writePaced(
        connection -> {
          new Arguments(connection)
              .add(at)
              .add(reason)
              .add(delivery)
              .update("UPDATE egress_deliveries SET died_at = ?, last_error = ? WHERE id = ?");
          List<UUID> tooMany =
              new Arguments(connection)
                  .add(most)
                  .query(OLDEST_DEAD, row -> row.getObject("id", UUID.class));
          DeliveryRows.remove(connection, tooMany);
          return tooMany.size();
        });
  }

  @Override
  public int abandon(Set<String> sinks, Instant at, String reason) {
    return database.write(
        connection ->
            new Arguments(connection)
                .add(at)
                .add(reason)
                .add(List.copyOf(sinks))
                .update(
                    "UPDATE egress_deliveries SET died_at = ?, last_error = ?"
                        + " WHERE died_at IS NULL AND NOT list_contains(?::VARCHAR[], sink)"));
  }

  @Override
  public List<Delivery> deadLetters(int limit) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(limit)
                .query(
                    "SELECT * FROM egress_deliveries WHERE died_at IS NOT NULL"
                        + " ORDER BY died_at DESC, id DESC LIMIT ?",
                    DeliveryRows::delivery));
  }

  @Override
  public List<Delivery> resend(Set<UUID> ids, Set<String> sinks, Instant now) {
    return database.write(
        connection -> {
          List<Delivery> chosen =
              chosen(new Arguments(connection), ids, sinks)
                  .query(
                      "SELECT * FROM egress_deliveries WHERE " + TO_RESEND, DeliveryRows::delivery);
          chosen(new Arguments(connection).add(now).add(now), ids, sinks)
              .update(
                  "UPDATE egress_deliveries SET died_at = NULL, attempts = 0, created_at = ?,"
                      + " due_at = ? WHERE "
                      + TO_RESEND);
          return chosen;
        });
  }

  private static Arguments chosen(Arguments arguments, Set<UUID> ids, Set<String> sinks)
      throws SQLException {
    return arguments.add(List.copyOf(sinks)).add(ids.isEmpty()).add(List.copyOf(ids));
  }

  @Override
  public Map<String, Counts> counts() {
    return database.read(
        connection -> {
          Map<String, Counts> counts = new HashMap<>();
          new Arguments(connection)
              .query(
                  "SELECT sink, count(*) FILTER (died_at IS NULL) AS pending, count(died_at) AS dead"
                      + " FROM egress_deliveries GROUP BY sink",
                  row ->
                      counts.put(
                          row.getString("sink"),
                          new Counts(row.getInt("pending"), row.getInt("dead"))));
          return counts;
        });
  }
}
