// SPDX-License-Identifier: Apache-2.0
package coral.api.runtime;

/**
 * Marker service: a part of this process that is up. Whoever starts the process waits for the parts
 * that its role needs ({@code coral.json} is written then), so a part is registered only once it
 * can serve.
 */
public interface ReadyPart {
  /**
   * Service property: {@code "colony"}, {@code "agent"}, {@code "otlpGrpc"}, {@code "otlpHttp"},
   * {@code "link"}, …
   */
  String NAME = "coral.part";

  /** Service property, optional: {@code host:port} or a URL. */
  String ADDRESS = "coral.part.address";
}
