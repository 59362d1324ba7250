// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import java.util.EnumMap;
import java.util.Map;
import oshi.hardware.CentralProcessor.TickType;

/** Which part of the time between two readings the cores spent how: 0..1, over all cores. */
record CpuTimes(Map<TickType, Double> shares) {
  CpuTimes {
    shares = Map.copyOf(shares);
  }

  /** All 0 when no time has passed. */
  static CpuTimes between(long[] before, long[] after) {
    Map<TickType, Double> ticks = new EnumMap<>(TickType.class);
    double total = 0;
    for (TickType type : TickType.values()) {
      double passed = Math.max(0, after[type.getIndex()] - before[type.getIndex()]);
      ticks.put(type, passed);
      total += passed;
    }
    double all = total == 0 ? 1 : total;
    ticks.replaceAll((type, passed) -> passed / all);
    return new CpuTimes(ticks);
  }

  double share(TickType type) {
    return shares.getOrDefault(type, 0.0);
  }

  /** All but idling and waiting for a disk. */
  double busy() {
    double busy = 0;
    for (TickType type : TickType.values()) {
      busy += type == TickType.IDLE || type == TickType.IOWAIT ? 0 : share(type);
    }
    return busy;
  }
}
