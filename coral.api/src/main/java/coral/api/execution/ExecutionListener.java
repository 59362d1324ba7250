// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of every report as it happens, on the reporting thread; must not block. */
@ConsumerType
@FunctionalInterface
public interface ExecutionListener {
  void onReport(String agentId, Report report);
}
