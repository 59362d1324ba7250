// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

/**
 * Comments in a script that would switch a check off for all of it, made to mean nothing.
 * Everything keeps its length, so that positions stay true. What excuses a single line ({@code
 * ts-expect-error}, {@code ts-ignore}) stays: it says something of types, and types are no wall.
 */
final class NoSwitches {
  private NoSwitches() {}

  static String in(String code) {
    return code.replace("deno-lint-ignore", "deno_lint_ignore")
        .replace("@ts-nocheck", "@ts_nocheck");
  }
}
