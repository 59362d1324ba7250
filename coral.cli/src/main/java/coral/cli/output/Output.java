// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;

/** Where a command's result goes. */
public final class Output {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintWriter out;
  private final OutputOption.Format format;

  public Output(PrintWriter out, OutputOption.Format format) {
    this.out = out;
    this.format = format;
  }

  public boolean json() {
    return format == OutputOption.Format.json;
  }

  /** One JSON value on one line. */
  public void value(Object value) {
    line(JSON.writeValueAsString(value));
  }

  public void line(String line) {
    out.println(line);
    out.flush();
  }

  public void flush() {
    out.flush();
  }
}
