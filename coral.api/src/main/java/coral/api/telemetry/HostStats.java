// SPDX-License-Identifier: Apache-2.0
package coral.api.telemetry;

import org.osgi.annotation.versioning.ProviderType;

/** The host as it is now. Thread-safe; never blocks for a sampling interval. */
@ProviderType
public interface HostStats {
  Cpu cpu();

  Memory memory();

  Host host();

  /**
   * Percentages are of all cores together, 0..100, over the time since the last sample (a second or
   * more).
   */
  record Cpu(
      double usagePercent,
      double userPercent,
      double systemPercent,
      double iowaitPercent,
      int cores,
      double load1m,
      double load5m,
      double load15m) {}

  /** Bytes. {@code used} is {@code total - available}. */
  record Memory(long total, long available, long free, long cached, long swapTotal, long swapUsed) {
    public long used() {
      return total - available;
    }
  }

  record Host(
      String hostname, String os, String kernel, String arch, double uptimeSeconds, int cores) {}
}
