// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import coral.views.EventView;
import coral.views.LogView;

/** Prints log lines and events as they come. */
public final class LogPrinter {
  private final Output out;

  public LogPrinter(Output out) {
    this.out = out;
  }

  /** A line that a script wrote, or an event among them. */
  public void print(LogView entry) {
    if (out.json()) {
      out.value(entry);
    } else {
      out.line(entry.row());
    }
  }

  /** An event of any script. */
  public void print(EventView event) {
    if (out.json()) {
      out.value(event);
    } else {
      out.line(event.row());
    }
  }
}
