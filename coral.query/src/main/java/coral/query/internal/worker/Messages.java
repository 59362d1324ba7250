// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import coral.query.internal.wire.ErrorBody;
import coral.query.internal.wire.ErrorBody.Reason;
import java.sql.SQLException;

/** DuckDB's messages as a person wants to read them. */
final class Messages {
  private static final int MAX_LENGTH = 500;

  private Messages() {}

  /**
   * The first sentence and the candidates, without the excerpt of a statement that the caller never
   * wrote.
   */
  static String shorten(Throwable error) {
    String text = error.getMessage();
    if (text == null || text.isBlank()) {
      return error.getClass().getSimpleName();
    }
    StringBuilder kept = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("LINE ")) {
        break;
      }
      if (!line.isBlank()) {
        kept.append(kept.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    return kept.length() > MAX_LENGTH ? kept.substring(0, MAX_LENGTH) + "…" : kept.toString();
  }

  static ErrorBody of(SQLException error) {
    return of(Reason.FAILED, shorten(error));
  }

  /** For that reason, unless the message says that there was no memory, which is not its fault. */
  static ErrorBody of(Reason reason, String message) {
    boolean lacking = message.startsWith("Out of Memory") || message.contains("Allocation failure");
    return new ErrorBody(lacking ? Reason.MEMORY : reason, message);
  }
}
