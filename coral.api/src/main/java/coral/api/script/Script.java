// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One immutable version of a script.
 *
 * @param id belongs to the name and stays over all versions
 * @param version counts from 1
 * @param targets agent ids, service names or predicates over agents, of which any may match; empty:
 *     all agents
 * @param createdBy a person's name, or {@code "ai"}
 * @param adHoc made by {@code script run}: not listed among the deployed ones
 * @param sha256 the content address, see {@link ContentAddress}
 */
public record Script(
    UUID id,
    String name,
    int version,
    String code,
    ScriptSettings settings,
    List<String> targets,
    Trigger trigger,
    Instant createdAt,
    String createdBy,
    boolean adHoc,
    String sha256) {

  /** Largest source, in bytes of UTF-8. */
  public static final int MAX_CODE_BYTES = 1 << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final Pattern RUN_SUFFIX = Pattern.compile("\\.[0-9a-f]{8}$");

  public Script {
    targets = List.copyOf(targets);
  }

  /**
   * How stack traces name the source: the script's name with {@code .ts}. Each ad hoc run is a
   * script of its own whose name ends with a dot and eight hexadecimal digits, which are left out.
   */
  public String fileName() {
    String base =
        settings.mode() == ScriptMode.AD_HOC ? RUN_SUFFIX.matcher(name).replaceFirst("") : name;
    return base + ".ts";
  }

  /**
   * {@code name}, if scripts may be called that; a CoralException saying what would be right
   * otherwise.
   */
  public static String checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "script name \"%s\" is malformed: 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit"
              .formatted(name));
    }
    return name;
  }

  /** {@code code}, if it is neither empty nor too large. */
  public static String checkCode(String code) {
    if (code.isBlank()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT, "the script is empty; write TypeScript into it");
    }
    int bytes = code.getBytes(UTF_8).length;
    if (bytes > MAX_CODE_BYTES) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the script has %,d bytes; at most %,d are accepted".formatted(bytes, MAX_CODE_BYTES));
    }
    return code;
  }
}
