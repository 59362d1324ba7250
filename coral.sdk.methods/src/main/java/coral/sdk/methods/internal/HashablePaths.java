// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that scripts may have hashed, as the operator lists them: absolute paths, in which
 * {@code *} stands for any text within one segment, a leading dot too.
 */
final class HashablePaths {
  static final String KEY = "script.file_hash_paths";

  private final List<Pattern> patterns;

  private HashablePaths(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /**
   * Reads what is configured.
   *
   * @throws CoralException INVALID_ARGUMENT naming the first that is no such path
   */
  static HashablePaths of(List<String> configured) {
    return new HashablePaths(configured.stream().map(HashablePaths::pattern).toList());
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether the path, which is absolute and normal, is listed. */
  boolean allow(Path path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path.toString()).matches());
  }

  private static Pattern pattern(String path) {
    boolean normal =
        path.startsWith("/")
            && Stream.of(path.substring(1).split("/", -1))
                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    if (!normal || path.contains("**")) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "%s has \"%s\"; it must be an absolute path without \".\", \"..\" and \"**\", such as \"/etc/app/*.yaml\""
              .formatted(KEY, path));
    }
    return Pattern.compile(
        Stream.of(path.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*")),
        Pattern.DOTALL);
  }
}
