// SPDX-License-Identifier: Apache-2.0
package coral.views;

/**
 * A field of a script that differs between two versions.
 *
 * @param field {@code "targets"}, {@code "trigger"}, or the name in {@code settings.} or {@code
 *     trigger.}
 * @param from the older version's value, as text
 * @param to the newer version's value, as text
 */
public record ChangeView(String field, String from, String to) {

  /** {@code targets: a -> all agents}. */
  public String row() {
    return "%s: %s -> %s".formatted(field, from, to);
  }
}
