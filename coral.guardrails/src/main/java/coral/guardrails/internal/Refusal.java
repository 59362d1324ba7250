// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

/** A statement is not let through; the message is the sentence that its author reads. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
