// SPDX-License-Identifier: Apache-2.0
package coral.views;

import java.util.List;

/**
 * What differs between two versions of a script.
 *
 * @param from the older one's number
 * @param to the newer one's number
 * @param source a unified diff, line by line; empty: the sources are equal
 * @param changes of trigger, settings and targets
 */
public record DiffView(
    String name, int from, int to, List<String> source, List<ChangeView> changes) {
  public DiffView {
    source = List.copyOf(source);
    changes = List.copyOf(changes);
  }

  /** The versions do not differ. */
  public boolean nothing() {
    return source.isEmpty() && changes.isEmpty();
  }
}
