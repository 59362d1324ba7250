// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Holds {@code docs/cli.md} equal to the commands and exit codes there are. */
class CliDocumentTest {
  private final String document = read();

  @Test
  void namesEveryCommand() {
    assertThat(leaves("coral", Main.commandLine()))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(document).contains("`" + command));
  }

  @Test
  void listsEveryExitCode() throws IllegalAccessException {
    for (Field code : ExitCode.class.getFields()) {
      assertThat(document).as(code.getName()).contains("\n| " + code.getInt(null) + " | ");
    }
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : leaves("coral", Main.commandLine())) {
      StringWriter out = new StringWriter();
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.removeFirst();
      words.add("--help");
      int code =
          Main.commandLine().setOut(new PrintWriter(out)).execute(words.toArray(String[]::new));
      assertThat(code).as(command).isZero();
      assertThat(out.toString()).startsWith("Usage: " + command);
    }
  }

  private static List<String> leaves(String name, CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return List.of(name);
    }
    return command.getSubcommands().entrySet().stream()
        .flatMap(sub -> leaves(name + " " + sub.getKey(), sub.getValue()).stream())
        .toList();
  }

  private static String read() {
    try {
      return Files.readString(Path.of("..", "docs", "cli.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
