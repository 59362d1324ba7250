// SPDX-License-Identifier: Apache-2.0
package coral.api.mcp;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that an AI may call; a whiteboard service with the property {@link #NAME}. Of two with
 * one name the one of the higher ranking serves. Clients are told when a tool comes or goes.
 */
@ConsumerType
public interface McpTool {
  /** Service property: the tool's name, such as {@code "coral_list_scripts"}. */
  String NAME = "coral.mcp.tool";

  /** For people, a few words. */
  String title();

  /** For the AI: what it does, when to use it, what comes back. Every client pays for each word. */
  String description();

  /**
   * JSON schema of the arguments, an object. Arguments are checked by its {@code type}, {@code
   * properties}, {@code required}, {@code enum}, {@code items}, {@code minimum} and {@code maximum}
   * before a call, and arguments that it does not name are refused.
   */
  String inputSchema();

  /** JSON schema of what {@link McpResult#structured} has, an object. */
  String outputSchema();

  /** What a client may assume of a call. */
  ToolHints hints();

  /**
   * Does it, on a thread that may block. What a cancelled call returns or throws reaches nobody.
   *
   * @throws coral.api.error.CoralException which the caller gets as this tool's error
   */
  McpResult call(McpCall call);
}
