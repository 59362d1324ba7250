// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

/**
 * Which scripts have a limit of their own within the quota of all, and which. All numbers are
 * thousandths of a core.
 *
 * <p>A twenty-fifth of the quota is given to nobody. A script that was idle, or that starts, runs
 * at once as long as the group of all scripts is not held back: it has the quota of the running
 * period, and the burst that the group saved before, one quota more. So what is kept back need not
 * be enough to run with, only to save that burst again: within six seconds, as a burst of 25 ms at
 * 4 ms a second. With nothing kept back it would be saved by chance only, and the first call of
 * whoever was idle would wait for a next period. What idle scripts take is left to them besides.
 */
final class CpuCaps {
  private static final double SHARED_OUT = 0.96;

  /** Who takes less of its cap than this is no longer capped. */
  private static final double CONTENT = 0.7;

  /**
   * A cap is lowered at once, but raised only by this or more: the kernel fills a group's quota
   * each time that it is set.
   */
  private static final double RAISED = 1.05;

  private CpuCaps() {}

  /**
   * The caps from now on; 0: none.
   *
   * @param caps of each script until now; 0: none
   * @param taken by each script since its cap was last looked at
   * @param usedUp whether the quota was
   */
  static int[] next(int quota, int[] caps, double[] taken, boolean usedUp) {
    int share = share(quota, caps, taken);
    int[] next = new int[caps.length];
    for (int i = 0; i < caps.length; i++) {
      next[i] = next(share, caps[i], taken[i], usedUp);
    }
    return next;
  }

  private static int next(int share, int cap, double taken, boolean usedUp) {
    if (cap == 0) {
      return usedUp && taken > share ? share : 0;
    }
    if (taken < CONTENT * cap) {
      return 0;
    }
    return share < cap || share >= RAISED * cap ? share : cap;
  }

  /** A script alone has nobody to leave anything to. */
  private static int share(int quota, int[] caps, double[] taken) {
    if (caps.length < 2) {
      return quota;
    }
    double[] wanted = new double[caps.length];
    for (int i = 0; i < caps.length; i++) {
      boolean held = caps[i] > 0 && taken[i] >= CONTENT * caps[i];
      wanted[i] = held ? FairShare.ALL : taken[i];
    }
    return Math.max(1, (int) FairShare.of(SHARED_OUT * quota, wanted));
  }
}
