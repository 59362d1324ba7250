// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.PrintStream;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/** What commands share. */
final class Parts {
  /** Whose commands these are, see {@code CommandProcessor.COMMAND_SCOPE}. */
  static final String SCOPE = "osgi.command.scope=coral";

  static final String FUNCTION = "osgi.command.function=";

  private Parts() {}

  /** {@code service}, or the sentence that this process has none. */
  static <T> T require(@Nullable T service, String what, String where) {
    if (service == null) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "this process has no %s: connect to %s with \"coral shell --data DIR\""
              .formatted(what, where));
    }
    return service;
  }

  /** To where the running command's output goes: the client, the next command of a pipe, a file. */
  static void print(String text) {
    PrintStream out = Process.Utils.current().out();
    out.print(text);
    out.flush();
  }
}
