// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.ErrorCode;

/** How a statement ended. */
enum Outcome {
  DONE("done"),
  FAILED("failed"),
  REFUSED("refused"),
  CUT_OFF("cut off");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  static Outcome of(ErrorCode code) {
    return switch (code) {
      case TIMEOUT, LIMIT_EXCEEDED, CANCELLED -> CUT_OFF;
      default -> FAILED;
    };
  }

  String words() {
    return words;
  }
}
