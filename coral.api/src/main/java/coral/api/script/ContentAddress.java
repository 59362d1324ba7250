// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over a script's source, settings, trigger and targets: equal content is the same version.
 */
public final class ContentAddress {
  private ContentAddress() {}

  /**
   * 64 hex digits. Each part is hashed with its length before it, and each list with its size, so
   * that no two contents share a byte string.
   */
  public static String of(
      String code, ScriptSettings settings, Trigger trigger, List<String> targets) {
    MessageDigest digest = sha256();
    add(digest, code);
    add(digest, settings.mode().name());
    add(digest, settings.timeout().toString());
    add(digest, "" + settings.memoryLimitMb());
    add(digest, settings.overlap().name());
    addAll(digest, settings.capabilities());
    addAll(digest, settings.args().keySet());
    addAll(digest, settings.args().values());
    add(digest, trigger.toString());
    addAll(digest, targets.stream().sorted().toList());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void addAll(MessageDigest digest, Collection<String> parts) {
    add(digest, "" + parts.size());
    parts.forEach(part -> add(digest, part));
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
