// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.util.regex.Pattern;

/**
 * Comments in a script that would switch a check off for all of it, made to mean nothing.
 * Everything keeps its length, so that positions stay true. What excuses a single line ({@code
 * ts-expect-error}, {@code ts-ignore}) stays: it says something of types, and types are no wall.
 */
final class NoSwitches {
  /** TypeScript compares it in lower case, whose "k" U+212A becomes too. */
  private static final Pattern NO_CHECK =
      Pattern.compile("@(ts)-(nocheck)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private NoSwitches() {}

  static String in(String code) {
    return NO_CHECK
        .matcher(code.replace("deno-lint-ignore", "deno_lint_ignore"))
        .replaceAll("@$1_$2");
  }
}
