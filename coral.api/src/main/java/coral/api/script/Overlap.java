// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

/** What becomes of a firing while the run before it is not yet over. */
public enum Overlap {
  /** It is left out. */
  SKIP,
  /** It runs after the one under way; of several only one does. */
  QUEUE_ONE,
  /** The run under way is stopped for it. */
  REPLACE
}
