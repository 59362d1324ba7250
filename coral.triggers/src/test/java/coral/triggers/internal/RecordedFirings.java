// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.trigger.TriggerCallback;
import java.util.ArrayList;
import java.util.List;

/** What a handler has asked for. Thread-safe. */
final class RecordedFirings implements TriggerCallback {
  private final List<String> causes = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  @Override
  public synchronized void fire(String cause) {
    causes.add(cause);
  }

  @Override
  public synchronized void trouble(String why) {
    troubles.add(why);
  }

  synchronized List<String> causes() {
    return List.copyOf(causes);
  }

  synchronized String trouble() {
    return troubles.isEmpty() ? "" : troubles.getLast();
  }

  /** All that it was told, in order. */
  synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }
}
