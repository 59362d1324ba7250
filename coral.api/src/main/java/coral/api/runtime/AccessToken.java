// SPDX-License-Identifier: Apache-2.0
package coral.api.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** The token that every call to this process must carry, from {@code DIR/token}. A service. */
public record AccessToken(String value) {

  /** Compares in constant time. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(value.getBytes(UTF_8), presented.getBytes(UTF_8));
  }

  /** Never the value. */
  @Override
  public String toString() {
    return "AccessToken[…]";
  }
}
