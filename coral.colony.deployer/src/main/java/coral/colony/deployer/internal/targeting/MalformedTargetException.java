// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;

/** A target that is meant as a predicate and is none. */
public final class MalformedTargetException extends CoralException {
  private static final long serialVersionUID = 1;

  private static final int SHOWN = 100;

  private MalformedTargetException(String sentence) {
    super(ErrorCode.INVALID_ARGUMENT, sentence);
  }

  /** With the position from 1, and what is wrong there. */
  static MalformedTargetException at(int position, String target, String wrong) {
    return new MalformedTargetException(
        "the target %s is malformed at character %,d: %s"
            .formatted(shown(target), position, wrong));
  }

  static MalformedTargetException tooLong(String target, int most) {
    return new MalformedTargetException(
        "the target %s has %,d characters; at most %,d are accepted"
            .formatted(shown(target), target.length(), most));
  }

  private static String shown(String target) {
    return '"' + (target.length() > SHOWN ? target.substring(0, SHOWN) + "…" : target) + '"';
  }
}
