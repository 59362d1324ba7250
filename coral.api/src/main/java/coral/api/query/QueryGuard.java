// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Decides on untrusted SQL and rewrites what it lets through. Thread-safe. */
@ProviderType
public interface QueryGuard {

  GuardDecision check(String sql, Options options) throws InterruptedException;

  /**
   * What a caller may have.
   *
   * @param maxRows the wrapped limit is one more, so that truncation shows
   * @param lookBack put around telemetry tables whose time column the statement does not constrain
   */
  record Options(int maxRows, Duration lookBack) {
    public static final Options DEFAULT = new Options(10_000, Duration.ofHours(1));
  }
}
