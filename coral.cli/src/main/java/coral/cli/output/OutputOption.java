// SPDX-License-Identifier: Apache-2.0

package coral.cli.output;

import picocli.CommandLine.Option;

/** {@code --output}. */
public class OutputOption {
  /** How a command prints its result. */
  public enum Format {
    table,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      defaultValue = "table")
  private Format format = Format.table;

  public Format format() {
    return format;
  }
}
