// SPDX-License-Identifier: Apache-2.0
package coral.api.sdk;

import org.osgi.annotation.versioning.ProviderType;

/** What the SDK server counts. Thread-safe. */
@ProviderType
public interface SdkMonitor {
  Stats stats();

  /**
   * Counts since the server started; the first two are of now.
   *
   * @param sessions open
   * @param connections open
   * @param calls answered, one way or the other
   * @param failed of them with UNAVAILABLE or INTERNAL: not the script's own doing
   * @param cancelled of them by the script, or because it went away
   * @param limited of them refused for calling too often or too much at once
   * @param rejected connections that were refused or broke the protocol
   */
  record Stats(
      int sessions,
      int connections,
      long calls,
      long failed,
      long cancelled,
      long limited,
      long rejected) {}
}
