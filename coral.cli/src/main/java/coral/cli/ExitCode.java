// SPDX-License-Identifier: Apache-2.0

package coral.cli;

/** Exit codes of every command; {@code docs/cli.md} lists them. */
public final class ExitCode {
  public static final int OK = 0;

  /** The request failed for a reason that fits no other code. */
  public static final int FAILED = 1;

  /** Wrong use of the command line, or an argument that is refused. */
  public static final int USAGE = 2;

  /** No script, agent or file of that name. */
  public static final int NOT_FOUND = 3;

  /** The script does not pass its checks. */
  public static final int INVALID_SCRIPT = 4;

  /** No agent matches the targets. */
  public static final int NO_MATCHING_AGENT = 5;

  /** EX_UNAVAILABLE of sysexits: a colony, a port, a directory or a program is not to be had. */
  public static final int UNAVAILABLE = 69;

  /** EX_NOPERM of sysexits: the token is missing or wrong. */
  public static final int NO_PERMISSION = 77;

  /** As timeout(1): a time limit ended it. */
  public static final int TIMEOUT = 124;

  private ExitCode() {}
}
