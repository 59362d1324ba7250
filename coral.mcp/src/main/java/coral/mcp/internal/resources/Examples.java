// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Scripts of the distribution as Markdown. */
final class Examples {
  private Examples() {}

  /** A section for each script of a directory, by name. */
  static String in(Path directory) {
    try {
      StringBuilder text = new StringBuilder();
      for (Path script : scripts(directory)) {
        text.append("\n# Example: %s\n\n".formatted(script.getFileName())).append(block(script));
      }
      return text.toString();
    } catch (IOException e) {
      throw unreadable("examples", directory, e);
    }
  }

  static String block(Path file) throws IOException {
    return "```ts\n%s\n```\n".formatted(Files.readString(file).strip());
  }

  static CoralException unreadable(String what, Path where, IOException e) {
    return new CoralException(
        ErrorCode.UNAVAILABLE,
        "the %s cannot be read from \"%s\": %s".formatted(what, where, e.getMessage()),
        e);
  }

  private static List<Path> scripts(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".ts")).sorted().toList();
    }
  }
}
