// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

/**
 * A pattern for the whole of a value: {@code *} stands for any characters or none, {@code ?} for
 * one. Takes at most pattern times value steps, which no regular expression promises.
 */
record Glob(String pattern) {

  boolean matches(String value) {
    int p = 0;
    int v = 0;
    int star = -1;
    int afterStar = 0;
    while (v < value.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        afterStar = v;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == value.charAt(v))) {
        p++;
        v++;
      } else if (star >= 0) {
        // The newest star takes one more; an older one never needs to.
        p = star + 1;
        v = ++afterStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
