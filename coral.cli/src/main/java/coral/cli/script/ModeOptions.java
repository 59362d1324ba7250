// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.proto.agent.v1.ScriptMode;
import picocli.CommandLine.Option;

/** How long each run of a script may live. */
final class ModeOptions {
  @Option(
      names = "--ad-hoc",
      description = "Each run ends within the short time limit (default with a trigger)")
  private boolean adHoc;

  @Option(
      names = "--daemon",
      description = "A run goes on until it is stopped (default without a trigger)")
  private boolean daemon;

  /** Unspecified, which lets the trigger decide, where neither is given. */
  ScriptMode mode() {
    if (adHoc && daemon) {
      throw new CliException(
          ExitCode.USAGE, "--ad-hoc and --daemon exclude each other; give one of them");
    }
    if (adHoc) {
      return ScriptMode.SCRIPT_MODE_AD_HOC;
    }
    return daemon ? ScriptMode.SCRIPT_MODE_DAEMON : ScriptMode.SCRIPT_MODE_UNSPECIFIED;
  }
}
