// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.util.Set;

/**
 * Where one role listens.
 *
 * @param role {@code "agent"} or {@code "colony"}: the configuration section, the whiteboard's
 *     filter and the ready part
 * @param port 0: a free one
 * @param expected full names of the gRPC services that this role always has, sooner or later
 */
record EndpointSettings(String role, String host, int port, Set<String> expected) {
  EndpointSettings {
    expected = Set.copyOf(expected);
    if (host.isBlank()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "%s.host is empty: write an address to listen on, such as 127.0.0.1".formatted(role));
    }
    if (port < 0 || port > 65_535) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "%s.port: %d is out of range: 0 to 65535, where 0 picks a free port"
              .formatted(role, port));
    }
  }
}
