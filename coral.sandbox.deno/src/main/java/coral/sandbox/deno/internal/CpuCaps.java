// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

/**
 * Which scripts have a limit of their own within the quota of all, and which. All numbers are
 * thousandths of a core.
 *
 * <p>Three hundredths of the quota are given to nobody. A script that was idle, or that starts,
 * runs at once as long as the group of all scripts is not held back: it has the quota of the
 * running period, and the burst that the group saved before, one quota more. So what is kept back
 * need not be enough to run with, only to save that burst again: within nine seconds, as a burst of
 * 25 ms at 3 ms a second. With nothing kept back it would be saved by chance only, and the first
 * call of whoever was idle would wait for a next period. What idle scripts take is left to them
 * besides.
 */
final class CpuCaps {
  private static final double SHARED_OUT = 0.97;

  /** Who takes less of its cap than this is no longer capped. */
  private static final double CONTENT = 0.7;

  /**
   * A cap is raised only by this or more, so that it stays while a quiet script takes 1 ms more.
   */
  private static final double RAISED = 1.05;

  /** A cap that is above its share by more than this is lowered at once. */
  private static final double EXCEEDED = 1.1;

  private CpuCaps() {}

  /**
   * The caps from now on; 0: none. Small changes come one at a time: the kernel fills a group's
   * quota and burst each time that they are set, and all of them at once would use up what scripts
   * have together, so that the quiet would wait.
   *
   * @param caps of each script until now; 0: none
   * @param taken by each script since the last look
   * @param before what each took in the look before that
   * @param usedUp whether the quota was
   */
  static int[] next(int quota, int[] caps, double[] taken, double[] before, boolean usedUp) {
    int share = share(quota, caps, taken, before);
    int[] next = caps.clone();
    boolean adjusted = false;
    for (int i = 0; i < caps.length; i++) {
      if (caps[i] == 0) {
        next[i] = usedUp && taken[i] > share ? share : 0;
      } else if (taken[i] < CONTENT * caps[i]) {
        next[i] = 0;
      } else if (caps[i] > EXCEEDED * share) {
        next[i] = share;
      } else if (!adjusted && (caps[i] > share || share >= RAISED * caps[i])) {
        next[i] = share;
        adjusted = true;
      }
    }
    return next;
  }

  /** A script alone has nobody to leave anything to. */
  private static int share(int quota, int[] caps, double[] taken, double[] before) {
    if (caps.length < 2) {
      return quota;
    }
    double[] wanted = new double[caps.length];
    for (int i = 0; i < caps.length; i++) {
      boolean held = caps[i] > 0 && taken[i] >= CONTENT * caps[i];
      wanted[i] = held ? FairShare.ALL : (taken[i] + before[i]) / 2;
    }
    return Math.max(1, (int) FairShare.of(SHARED_OUT * quota, wanted));
  }
}
