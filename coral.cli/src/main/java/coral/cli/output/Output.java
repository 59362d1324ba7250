// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import coral.views.ViewJson;
import java.io.PrintWriter;

/** Where a command's result goes. */
public final class Output {
  private final PrintWriter out;
  private final OutputOption.Format format;

  public Output(PrintWriter out, OutputOption.Format format) {
    this.out = out;
    this.format = format;
  }

  public boolean json() {
    return format == OutputOption.Format.json;
  }

  /** A view, or a list of them, as one JSON value on one line. */
  public void value(Object value) {
    line(ViewJson.text(value));
  }

  public void line(String line) {
    out.println(line);
    out.flush();
  }

  public void flush() {
    out.flush();
  }
}
