// SPDX-License-Identifier: Apache-2.0
package coral.api.error;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that crosses bundles. Its message is a sentence for the person at the other
 * end: what was tried, the value, what is wrong with it and what would be right. Mapped once per
 * edge.
 */
public class CoralException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public CoralException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public CoralException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.code = requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }

  /** The message, which is never null here. */
  public String sentence() {
    return requireNonNull(getMessage());
  }
}
