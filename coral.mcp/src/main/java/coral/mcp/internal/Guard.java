// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.runtime.AccessToken;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call: programs that know the token, and web pages of loopback or an allowed origin
 * besides. The origin is looked at first: a page that a person happens to visit learns nothing.
 */
final class Guard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String SCHEME = "Bearer ";

  private final AccessToken token;
  private final List<String> allowedOrigins;

  /** A refusal: the HTTP status and why. */
  record Refusal(int status, String sentence) {}

  Guard(AccessToken token, List<String> allowedOrigins) {
    this.token = token;
    this.allowedOrigins = List.copyOf(allowedOrigins);
  }

  /** Null: the call may pass. */
  @Nullable Refusal refusal(@Nullable String origin, @Nullable String authorization) {
    if (origin != null && !allowed(origin)) {
      return new Refusal(
          403,
          "web pages of origin \"%s\" may not call this colony: add it to mcp.allowed_origins in colony.yaml"
              .formatted(origin));
    }
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Refusal(
          401,
          "this colony asks for a token and the call brought none: send \"Authorization: Bearer …\" with what"
              + " the file \"token\" in the colony's data directory has, or use \"coral mcp\", which reads it");
    }
    if (!token.matches(authorization.substring(SCHEME.length()).strip())) {
      return new Refusal(
          401,
          "the token of this call is not that of this colony: it is in the file \"token\" of its data directory");
    }
    return null;
  }

  private boolean allowed(String origin) {
    if (allowedOrigins.stream().anyMatch(origin::equalsIgnoreCase)) {
      return true;
    }
    try {
      String host = URI.create(origin).getHost();
      return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
