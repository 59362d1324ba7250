// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import tools.jackson.databind.JsonNode;

/**
 * Whether a query limits its rows by itself, so that there is nothing to report about the limit
 * around it.
 */
final class RowLimit {
  private RowLimit() {}

  static boolean isWithin(JsonNode query, int maxRows) {
    for (JsonNode modifier : query.path("modifiers")) {
      JsonNode literal = modifier.path("limit").path("literal");
      if (Tree.text(modifier, "type").equals("LIMIT_MODIFIER")
          && Tree.text(modifier, "limit_type").isEmpty()
          && Tree.text(literal, "kind").equals("INTEGER")) {
        return isAtMost(Tree.text(literal, "text"), maxRows);
      }
    }
    return false;
  }

  private static boolean isAtMost(String digits, int max) {
    return digits.length() <= 9
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(digits) <= max;
  }
}
