// SPDX-License-Identifier: Apache-2.0
package coral.api.egress;

import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the metrics of each script came to, as of a consumer's cursor: a counter goes on after a
 * restart where it was. Thread-safe.
 */
@ProviderType
public interface MetricStates {
  /** By name of the script, as they were saved. */
  Map<String, String> load();

  /** Saves states, forgets others and moves the consumer's cursor, in one transaction. */
  void save(String consumer, Map<String, String> changed, Set<String> gone, long through);
}
