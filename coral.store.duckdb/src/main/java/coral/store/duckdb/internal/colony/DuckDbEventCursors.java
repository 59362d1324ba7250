// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.egress.EventCursors;
import coral.api.egress.EventPage;
import coral.api.egress.StoredEvent;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Pages of {@code script_events}, by number. */
@Component(
    configurationPid = "coral.store.duckdb.colony",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DuckDbEventCursors implements EventCursors {
  /** Numbers are given by the one writer, so those up to the newest that is seen are all there. */
  private static final String NEWEST =
      "SELECT coalesce(max(number), ?) FROM script_events WHERE number > ?";

  private static final String PAGE =
      "SELECT number, reported_at, execution_id, sequence, script_id,"
          + " coalesce(scripts.name, script_id::VARCHAR) AS script, agent_id, events.name, severity,"
          + " data::VARCHAR AS data FROM script_events AS events"
          + " LEFT JOIN scripts ON scripts.id = script_id"
          + " WHERE number > ? AND number <= ? AND events.name = ? ORDER BY number LIMIT ?";

  private final ColonyDatabase database;

  @Activate
  public DuckDbEventCursors(@Reference(name = "database") ColonyDatabase database) {
    this.database = database;
  }

  @Override
  public long open(String consumer) {
    return database.write(
        connection -> {
          var known = Cursors.find(connection, consumer);
          if (known.isPresent()) {
            return known.get();
          }
          // not the newest event's number: that one may have been deleted
          long newest =
              new Arguments(connection)
                  .first("SELECT nextval('event_number')", row -> row.getLong(1))
                  .orElseThrow();
          Cursors.add(connection, consumer, newest);
          return newest;
        });
  }

  @Override
  public void retain(Set<String> consumers) {
    database.write(
        connection ->
            new Arguments(connection)
                .add(List.copyOf(consumers))
                .update(
                    "DELETE FROM egress_cursors WHERE NOT list_contains(?::VARCHAR[], consumer)"));
  }

  @Override
  public EventPage after(long number, String eventName, int limit) {
    return database.read(
        connection -> {
          long newest =
              new Arguments(connection)
                  .add(number)
                  .add(number)
                  .first(NEWEST, row -> row.getLong(1))
                  .orElse(number);
          if (newest == number) {
            return new EventPage(List.of(), number);
          }
          List<StoredEvent> events =
              new Arguments(connection)
                  .add(number)
                  .add(newest)
                  .add(eventName)
                  .add(limit)
                  .query(PAGE, StoredEventColumns::read);
          return new EventPage(events, events.size() < limit ? newest : events.getLast().number());
        });
  }
}
