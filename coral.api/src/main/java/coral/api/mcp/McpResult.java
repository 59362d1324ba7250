// SPDX-License-Identifier: Apache-2.0
package coral.api.mcp;

/**
 * What a call came to.
 *
 * @param text for the AI to read, short
 * @param structured the same in full, a JSON object by the output schema; empty: none, which only
 *     an error may have
 * @param error what was asked for was not done, and the text says what to change
 */
public record McpResult(String text, String structured, boolean error) {

  /** Done. */
  public static McpResult of(String text, String structured) {
    return new McpResult(text, structured, false);
  }

  /** Not done; {@code text} says what to change. */
  public static McpResult error(String text) {
    return new McpResult(text, "", true);
  }
}
