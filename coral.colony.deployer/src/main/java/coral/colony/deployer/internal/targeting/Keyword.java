// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

/** The words of a predicate, in upper or lower case. */
enum Keyword {
  AND,
  OR,
  NOT,
  IN;

  static boolean is(String word) {
    for (Keyword keyword : values()) {
      if (keyword.name().equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }
}
