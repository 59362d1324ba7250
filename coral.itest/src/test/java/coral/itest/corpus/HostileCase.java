// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import coral.proto.agent.v1.ScriptMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * One attack: a script of {@code corpus/scripts}, or a statement of {@code corpus/statements} in a
 * script that sends it. The header of the file, lines of comments, says the rest.
 *
 * @param name area and file, such as {@code files-read-passwd}
 * @param what it tries, in one sentence
 * @param expected how it ends with all layers on
 * @param expectedWithoutDeno how it ends where Deno permits all
 * @param runs how often it is executed, one after the other; later runs look for what earlier ones
 *     left
 * @param memoryMb 0: the agent's default
 * @param code with {@code {{name}}} where something of this run is to be put in
 */
record HostileCase(
    String name,
    String what,
    Expectation expected,
    Expectation expectedWithoutDeno,
    ScriptMode mode,
    Duration timeout,
    int memoryMb,
    int runs,
    String code) {
  private static final Pattern HEADER = Pattern.compile("^(?://|--) ([A-Z][a-z-]+): (.+)$");
  private static final String DEFAULT_TIMEOUT = "30";

  /** All there are, by name. */
  static List<HostileCase> all() {
    Path corpus = resource("/corpus");
    String prelude = read(corpus.resolve("prelude.ts"));
    String sender = read(corpus.resolve("send_statement.ts"));
    return Stream.concat(
            files(corpus.resolve("scripts"), ".ts").map(file -> script(file, prelude)),
            files(corpus.resolve("statements"), ".sql")
                .map(file -> statement(file, prelude + sender)))
        .toList();
  }

  private static HostileCase script(Path file, String prelude) {
    String text = read(file);
    return of(file, text, prelude + text);
  }

  private static HostileCase statement(Path file, String sender) {
    String text = read(file);
    String sql =
        text.lines()
            .filter(line -> !HEADER.matcher(line).matches())
            .collect(Collectors.joining("\n"))
            .strip();
    return of(
        file, text, sender.replace("\"{{sql}}\"", JsonMapper.shared().writeValueAsString(sql)));
  }

  private static HostileCase of(Path file, String text, String code) {
    Map<String, String> header = header(text);
    Function<String, String> required =
        key -> {
          String value = header.get(key);
          if (value == null) {
            throw new IllegalStateException(file + " does not say " + key);
          }
          return value;
        };
    Expectation expected = Expectation.parse(required.apply("Expect"));
    String withoutDeno = header.get("Expect-os");
    String area = file.getParent().getFileName().toString();
    return new HostileCase(
        area + "-" + file.getFileName().toString().replaceFirst("\\.\\w+$", ""),
        required.apply("What"),
        expected,
        withoutDeno == null ? expected.inAnyWords() : Expectation.parse(withoutDeno),
        header.getOrDefault("Mode", "ad hoc").equals("daemon")
            ? ScriptMode.SCRIPT_MODE_DAEMON
            : ScriptMode.SCRIPT_MODE_AD_HOC,
        Duration.ofSeconds(Long.parseLong(header.getOrDefault("Seconds", DEFAULT_TIMEOUT))),
        Integer.parseInt(header.getOrDefault("Memory", "0")),
        Integer.parseInt(header.getOrDefault("Runs", "1")),
        code);
  }

  private static Map<String, String> header(String text) {
    return text.lines()
        .flatMap(line -> HEADER.matcher(line).results())
        .collect(
            Collectors.toMap(
                (MatchResult match) -> match.group(1), match -> match.group(2), (a, b) -> a));
  }

  private static Stream<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(HostileCase.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
