// SPDX-License-Identifier: Apache-2.0
package coral.api.mcp;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that an AI may read; a whiteboard service with the property {@link #URI}. Of two with
 * one URI the one of the higher ranking serves. Clients are told when a resource comes or goes.
 */
@ConsumerType
public interface McpResource {
  /**
   * Service property: the URI, such as {@code "coral://schema"}, or a template of it, such as
   * {@code "coral://scripts/{id}"}.
   */
  String URI = "coral.mcp.resource";

  /** Short, of letters, digits, {@code -} and {@code _}. */
  String name();

  /** For people, a few words. */
  String title();

  /** For the AI: what it is good for. */
  String description();

  /** Such as {@code "text/markdown"}. */
  String mimeType();

  /**
   * Its text now, on a thread that may block.
   *
   * @param uri that was asked for
   * @throws coral.api.error.CoralException NOT_FOUND where a template has no such resource
   */
  String read(String uri);
}
