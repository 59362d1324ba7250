// SPDX-License-Identifier: Apache-2.0
package coral.api.mcp;

/**
 * What a client may assume of a tool, such as whether to ask a person first.
 *
 * @param readOnly it changes nothing
 * @param destructive it may take away or replace what is there
 * @param idempotent a second call with the same arguments changes nothing more
 * @param openWorld it reaches beyond this colony and its agents
 */
public record ToolHints(
    boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
  /** Looks, and changes nothing. */
  public static final ToolHints READ_ONLY = new ToolHints(true, false, true, false);
}
