// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.net.URI;
import java.util.List;

/**
 * Where the server listens, and for whom.
 *
 * @param port 0: a free one; {@value #OFF}: nowhere
 * @param allowedOrigins of web pages, besides those of loopback
 */
record McpSettings(String host, int port, List<String> allowedOrigins) {
  static final int DEFAULT_PORT = 9002;
  static final int OFF = -1;

  McpSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
    if (host.isBlank()) {
      throw invalid("mcp.host is empty: write an address to listen on, such as 127.0.0.1");
    }
    if (port < OFF || port > 65_535) {
      throw invalid(
          "mcp.port: %d is out of range: -1 to 65535, where 0 picks a free port and -1 turns MCP off"
              .formatted(port));
    }
    allowedOrigins.forEach(McpSettings::checkOrigin);
  }

  static McpSettings of(McpConfig config) {
    return new McpSettings(config.host(), config.port(), List.of(config.allowed__origins()));
  }

  boolean off() {
    return port == OFF;
  }

  private static void checkOrigin(String origin) {
    try {
      URI uri = URI.create(origin);
      if (uri.getScheme() != null && uri.getHost() != null && uri.getRawPath().isEmpty()) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // as one that is no origin
    }
    throw invalid(
        "mcp.allowed_origins: \"%s\" is no origin: write scheme and host, such as https://console.example.org"
            .formatted(origin));
  }

  private static CoralException invalid(String sentence) {
    return new CoralException(ErrorCode.INVALID_ARGUMENT, sentence);
  }
}
