// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over a script's source, settings, trigger and targets: equal content is the same version.
 */
public final class ContentAddress {
  private ContentAddress() {}

  /**
   * 64 hex digits. Each part is hashed with its length before it, so that no two contents share a
   * byte string.
   */
  public static String of(
      String code, ScriptSettings settings, Trigger trigger, List<String> targets) {
    MessageDigest digest = sha256();
    for (String part :
        List.of(
            code,
            settings.toString(),
            trigger.toString(),
            targets.stream().sorted().toList().toString())) {
      byte[] bytes = part.getBytes(UTF_8);
      digest.update((bytes.length + ":").getBytes(UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
