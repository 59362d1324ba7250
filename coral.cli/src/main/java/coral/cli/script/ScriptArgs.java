// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What scripts are given: {@code --arg threshold=500}. */
final class ScriptArgs {
  private ScriptArgs() {}

  /**
   * Values by name; the first {@code =} ends the name.
   *
   * @throws CliException USAGE for one without {@code =}, or whose name was given before
   */
  static Map<String, String> of(List<String> options) {
    Map<String, String> args = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 0) {
        throw usage("--arg \"%s\" has no value: write --arg %<s=VALUE".formatted(option));
      }
      String name = option.substring(0, equals);
      if (args.put(name, option.substring(equals + 1)) != null) {
        throw usage("--arg \"%s\" is given twice: a name has one value".formatted(name));
      }
    }
    return args;
  }

  private static CliException usage(String sentence) {
    return new CliException(ExitCode.USAGE, sentence);
  }
}
