// SPDX-License-Identifier: Apache-2.0
package coral.api.telemetry;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The only writer of the agent's telemetry. Thread-safe. Rows are visible to scripts within 2 s;
 * about one hour of them is kept.
 */
@ProviderType
public interface TelemetryStore {
  /** The {@code service_name} of what an agent says of itself. */
  String OWN_SERVICE = "coral-agent";

  /**
   * Hands rows over to the writer; returns when they are queued, and blocks only while the queue
   * (bounded) is full.
   *
   * @throws coral.api.error.CoralException UNAVAILABLE when the queue stays full for 5 s, or the
   *     disk is; then no row of the call was taken
   */
  void append(List<? extends TelemetryRow> rows);

  /** Rows kept now, by table name. */
  Map<String, Long> rowCounts();

  /** Services seen within the retention, sorted; {@link #OWN_SERVICE} is none of them. */
  List<String> services();
}
