// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import coral.api.trigger.TriggerCallback;
import java.util.ArrayList;
import java.util.List;

/** What a handler has asked for. Thread-safe. */
final class RecordedFirings implements TriggerCallback {
  private final List<String> causes = new ArrayList<>();
  private String trouble = "";

  @Override
  public synchronized void fire(String cause) {
    causes.add(cause);
  }

  @Override
  public synchronized void trouble(String why) {
    trouble = why;
  }

  synchronized List<String> causes() {
    return List.copyOf(causes);
  }

  synchronized String trouble() {
    return trouble;
  }
}
