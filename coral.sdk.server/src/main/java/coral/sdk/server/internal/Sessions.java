// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.ExecutionContext;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open sessions, by a digest of their tokens, so that a look-up's time tells nothing.
 * Thread-safe.
 */
final class Sessions {
  private static final int TOKEN_BYTES = 32;

  private final Path socket;
  private final KnownProcesses processes;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byDigest = new ConcurrentHashMap<>();

  Sessions(Path socket, KnownProcesses processes) {
    this.socket = socket;
    this.processes = processes;
  }

  Session open(ExecutionContext execution) {
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    String digest = digest(token);
    var session =
        new Session(execution, socket, token, processes, closed -> byDigest.remove(digest));
    byDigest.put(digest, session);
    return session;
  }

  Session find(String token) {
    Session session = byDigest.get(digest(token));
    if (session == null) {
      throw new CoralException(
          ErrorCode.UNAUTHENTICATED, "the token is of no open SDK session of this agent");
    }
    return session;
  }

  int size() {
    return byDigest.size();
  }

  void closeAll() {
    List.copyOf(byDigest.values()).forEach(Session::close);
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
