// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what a script imports of the standard library, to be loaded before its permissions are
 * revoked.
 */
final class StdImports {
  private static final Pattern SPECIFIER =
      Pattern.compile("[\"'](@std/([A-Za-z0-9_-]+)(?:/[A-Za-z0-9_./-]+)?)[\"']");

  private StdImports() {}

  /**
   * Every quoted {@code @std} specifier of a vendored package. One in a comment costs a needless
   * load, no more.
   */
  static List<String> in(String code, Set<String> vendored) {
    return SPECIFIER
        .matcher(code)
        .results()
        .filter(match -> vendored.contains(match.group(2)) && !match.group(1).contains(".."))
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }
}
