// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.List;

/** One thing to measure, with what it needs started and ended around it. */
interface Benchmark {
  String name();

  /** What is measured, in a few words. */
  String description();

  /** What agents are configured with; printed with the figures. */
  default Quotas quotas() {
    return Quotas.RAISED;
  }

  /** Whether it takes long, so that it runs only when it is named. */
  default boolean onlyByName() {
    return endurance();
  }

  /** Whether it lasts as long as it is told, and fails by a missed target. */
  default boolean endurance() {
    return false;
  }

  /** Warms up, measures, and leaves nothing behind. */
  List<Row> run(Effort effort) throws Exception;
}
