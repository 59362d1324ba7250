// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.error.CoralException;
import java.io.EOFException;
import java.util.concurrent.CancellationException;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.jspecify.annotations.Nullable;

/** What a person reads when a command fails: one line. */
final class FailureText {
  private FailureText() {}

  static String of(Throwable failure) {
    String sentence =
        switch (failure) {
          case CoralException e -> e.sentence();
          case CommandNotFoundException e ->
              "there is no command \"%s\": \"help\" lists them".formatted(e.getCommand());
          case EOFException _ -> "the line is not complete: a quote or bracket is left open";
          case CancellationException _ -> "interrupted";
          case IllegalArgumentException e when cannotCoerce(e.getMessage()) ->
              "the command does not take these arguments (%s): \"help COMMAND\" says which"
                  .formatted(e.getMessage());
          default -> withClass(failure);
        };
    return sentence.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private static boolean cannotCoerce(@Nullable String message) {
    return message != null && message.startsWith("Cannot coerce");
  }

  private static String withClass(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
