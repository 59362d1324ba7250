// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.io.Console;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks whoever sits at the terminal whether to go on. */
final class Confirmation {
  /** Where to ask. */
  @FunctionalInterface
  interface Terminal {
    /** The answer; null: the input has ended. */
    @Nullable String ask(String question);
  }

  private final Terminal terminal;

  /** For a terminal of the caller's. */
  Confirmation(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Fails where nobody can be asked, naming {@code what} it is about. */
  @SuppressWarnings("SystemConsoleNull") // it is null again where there is no terminal, by default
  static Confirmation ofTerminal(String what) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new CliException(
          ExitCode.USAGE,
          what + " asks first, and there is no terminal to ask at: add --yes to go on unasked");
    }
    return new Confirmation(question -> console.readLine("%s", question));
  }

  /** Whether the answer is {@code y} or {@code yes}. */
  boolean given(String question) {
    String said = terminal.ask(question + " [y/N] ");
    if (said == null) {
      return false;
    }
    String word = said.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
