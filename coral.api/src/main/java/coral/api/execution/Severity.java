// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad an event is, from least to worst. */
public enum Severity {
  DEBUG,
  INFO,
  WARNING,
  ERROR,
  CRITICAL;

  /** Of an event: one that names none, or none of these, counts as {@link #INFO}. */
  public static Severity of(ScriptEvent event) {
    return named(event.severity()).orElse(INFO);
  }

  /**
   * The severity of that name, as {@link #word} has it.
   *
   * @throws CoralException INVALID_ARGUMENT when there is none
   */
  public static Severity parse(String word) {
    return named(word)
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.INVALID_ARGUMENT,
                    "severity \"%s\" is unknown; debug, info, warning, error or critical"
                        .formatted(word)));
  }

  /** As events name it: {@code "warning"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Severity> named(String word) {
    return Arrays.stream(values()).filter(severity -> severity.word().equals(word)).findFirst();
  }
}
