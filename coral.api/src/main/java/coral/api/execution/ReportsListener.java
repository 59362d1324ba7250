// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that a colony tells of reports once they are stored, on the thread that took them; must
 * not block. It may miss some, such as those before it was there: what must not be missed is read
 * from the store.
 */
@ConsumerType
@FunctionalInterface
public interface ReportsListener {
  /** The new reports of one agent, in order. */
  void onReports(String agentId, List<Report> fresh);
}
