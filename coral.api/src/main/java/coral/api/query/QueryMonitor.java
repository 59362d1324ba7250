// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** What the engine's statements came to since it started. Thread-safe. */
@ProviderType
public interface QueryMonitor {
  QueryReport report();

  /** Of one execution; nothing for one that has not asked, or not for long. */
  QueryUsage usage(UUID executionId);

  /** Counts a statement that a guard, or a limit before the engine, did not let run. */
  void refused(QueryOrigin origin);
}
