// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

/**
 * A share of processor time as the kernel's CPU bandwidth control takes it, see its
 * scheduler/sched-bwc: in each period a group may run for its quota, and for what it left of
 * earlier ones, up to its burst.
 *
 * <p>With a tenth of a core, a script that starts may run for 50 ms before it is held back, which
 * is several times what it takes to its first line. Within any ten seconds a group gets at most its
 * share and one quota and one burst more: half a percent of a core above a tenth of one.
 *
 * <p>The kernel refuses a quota below 1 ms. A share below 4 thousandths of a core is given that
 * least, and so more than it says; the groups above still hold it to theirs.
 */
record CpuBandwidth(long quotaMicros, long burstMicros) {
  static final long PERIOD_MICROS = 250_000;

  /** For the start of a script, not for a larger share of a machine. */
  private static final long MAX_BURST_MICROS = 25_000;

  private static final long MIN_QUOTA_MICROS = 1000;

  /** Thousandths of one core. */
  static CpuBandwidth ofMillicores(int millicores) {
    long quota = Math.max(MIN_QUOTA_MICROS, PERIOD_MICROS * millicores / 1000);
    return new CpuBandwidth(quota, Math.min(quota, MAX_BURST_MICROS));
  }
}
