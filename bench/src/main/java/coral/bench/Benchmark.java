// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import java.util.List;

/** One thing to measure, with what it needs started and ended around it. */
interface Benchmark {
  String name();

  /** What is measured, in a few words. */
  String description();

  /** Warms up, measures, and leaves nothing behind. */
  List<Row> run(Effort effort) throws Exception;
}
