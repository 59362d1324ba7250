// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.egress.MetricStates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Rows of {@code egress_metrics}. */
@Component(
    configurationPid = "coral.store.duckdb.colony",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DuckDbMetricStates implements MetricStates {
  private final ColonyDatabase database;

  @Activate
  public DuckDbMetricStates(@Reference(name = "database") ColonyDatabase database) {
    this.database = database;
  }

  @Override
  public Map<String, String> load() {
    return database.read(
        connection -> {
          Map<String, String> states = new HashMap<>();
          new Arguments(connection)
              .query(
                  "SELECT script, state FROM egress_metrics",
                  row -> states.put(row.getString("script"), row.getString("state")));
          return states;
        });
  }

  @Override
  public void save(String consumer, Map<String, String> changed, Set<String> gone, long through) {
    Set<String> replaced = new HashSet<>(gone);
    replaced.addAll(changed.keySet());
    database.writePaced(
        connection -> {
          new Arguments(connection)
              .add(List.copyOf(replaced))
              .update("DELETE FROM egress_metrics WHERE list_contains(?::VARCHAR[], script)");
          try (var appender = connection.createAppender("egress_metrics")) {
            for (Map.Entry<String, String> state : changed.entrySet()) {
              appender.beginRow().append(state.getKey()).append(state.getValue()).endRow();
            }
            appender.flush();
          }
          Cursors.move(connection, consumer, through);
          return true;
        });
  }
}
