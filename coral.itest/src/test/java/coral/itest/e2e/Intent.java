// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script of {@code examples/intents}: its first comment says what somebody wants to know, in
 * quotation marks, and after {@code Answers with:} what it answers.
 */
record Intent(String name, String code, String words, String answer) {
  static final Path DIRECTORY = Launcher.ROOT.resolve("examples").resolve("intents");

  private static final Pattern FIRST_COMMENT =
      Pattern.compile(
          "// \"(?<words>[^\"]+)\"\n//\n// Answers with: (?<answer>[^\n]+(?:\n// [^\n]+)*)\nimport ");

  /** All of them, by name. */
  static List<Intent> all() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".ts"))
          .sorted()
          .map(Intent::of)
          .toList();
    }
  }

  private static Intent of(Path file) {
    try {
      String code = Files.readString(file);
      String name = file.getFileName().toString().replace(".ts", "");
      Matcher comment = FIRST_COMMENT.matcher(code);
      if (!comment.lookingAt()) {
        throw new AssertionError(
            file
                + " does not begin with // \"INTENT\", an empty comment line, // Answers with: TEXT"
                + " and the import of the SDK");
      }
      return new Intent(
          name, code, oneLine(comment.group("words")), oneLine(comment.group("answer")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String oneLine(String comment) {
    return comment.replace("\n// ", " ");
  }

  Path file() {
    return DIRECTORY.resolve(name + ".ts");
  }

  /** What it writes, and then its events; {@code <n>} stands for a number of the machine. */
  Path expectation() {
    return DIRECTORY.resolve("expected").resolve(name + ".txt");
  }

  /** Its line in the table of the directory's README. */
  String row() {
    return "| %s | [`%s.ts`](%s.ts) | %s |".formatted(words, name, name, answer);
  }

  @Override
  public String toString() {
    return words;
  }
}
