// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import coral.cli.script.ScriptCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Each intent is answered by its script, unmodified, over the recorded telemetry of one shop. */
class IntentsTest {
  private static final int AT_LEAST = 20;

  /** As {@code script run} prints it, after the agent and the time. */
  private static final Pattern EVENT = Pattern.compile("\\[agent-1] \\S+ (\\[[A-Z]+] event .*)");

  @TempDir static Path base;
  private static final Map<String, Future<Ran>> runs = new ConcurrentHashMap<>();
  private static final Map<String, Future<Ran>> checks = new ConcurrentHashMap<>();
  private static final ExecutorService commands = Executors.newFixedThreadPool(3);
  private static CoralServer server;

  @BeforeAll
  static void start() throws Exception {
    Path config = Files.writeString(base.toRealPath().resolve("checkout.yaml"), "timeout: 3s\n");
    Files.writeString(
        Files.createDirectories(base.resolve("data")).resolve("agent.yaml"),
        """
        script:
          cpu_percent: 100
          file_hash_paths:
            - %s
        """
            .formatted(config));
    server = CoralServer.upLabelled(base, "config_file=" + config);
    Recording.sendTo(server, base);
    // what is recent now will not be for long: first all that look at it
    List<Intent> intents = Intent.all();
    intents.forEach(intent -> runs.put(intent.name(), command("run", intent)));
    intents.forEach(intent -> checks.put(intent.name(), command("validate", intent)));
  }

  private static Future<Ran> command(String name, Intent intent) {
    return commands.submit(() -> script(name, intent.file()));
  }

  /** {@code coral script NAME FILE} within this process: fifty of their own would take a minute. */
  private static Ran script(String name, Path file) throws IOException {
    String colony = server.discovery().path("colony").asString();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new ScriptCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                name,
                file.toString(),
                "--colony",
                colony,
                "--token-file",
                server.data().resolve("token").toString());
    return new Ran(exitCode, out.toString(), err.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    commands.close();
    server.close();
  }

  static List<Intent> intents() throws IOException {
    return Intent.all();
  }

  @ParameterizedTest
  @MethodSource("intents")
  void answersAsExpected(Intent intent) throws Exception {
    Ran ran = runs.get(intent.name()).get();
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.err()).isEmpty();
    String expected = Files.readString(intent.expectation());
    String numbersOfTheMachine =
        Arrays.stream(expected.split("<n>", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[0-9.]+"));
    assertThat(linesAndEvents(ran.out())).as(expected).matches(numbersOfTheMachine);
  }

  @ParameterizedTest
  @MethodSource("intents")
  void isValid(Intent intent) throws Exception {
    Ran ran = checks.get(intent.name()).get();
    assertThat(ran.exitCode()).as("%s", ran).isZero();
    assertThat(ran.out()).isEqualTo(intent.name() + ".ts is valid\n");
  }

  @Test
  void eachHasAnExpectationAndNoExpectationIsLeftOver() throws Exception {
    assertThat(intents()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    try (Stream<Path> expectations = Files.list(Intent.DIRECTORY.resolve("expected"))) {
      assertThat(expectations)
          .containsExactlyInAnyOrderElementsOf(
              intents().stream().map(Intent::expectation).toList());
    }
  }

  @Test
  void theReadmeListsEachWithItsScript() throws Exception {
    String readme = Files.readString(Intent.DIRECTORY.resolve("README.md"));
    assertThat(readme.lines().filter(line -> line.contains(".ts`]")))
        .containsExactlyElementsOf(intents().stream().map(Intent::row).toList());
  }

  @Test
  void togetherTheyUseAllNamespacesOfTheSdk() throws Exception {
    String sdk = Files.readString(Launcher.ROOT.resolve("sdk-ts/src/mod.ts"));
    List<String> namespaces =
        Pattern.compile("export \\* as (\\w+) from")
            .matcher(sdk)
            .results()
            .map(m -> m.group(1))
            .toList();
    String all = intents().stream().map(Intent::code).collect(Collectors.joining());
    assertThat(namespaces)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(all).contains("coral." + name));
    assertThat(all).contains("coral.context", "coral.emit(\"metric\"", "coral.emit(\"alert\"");
  }

  /** Lines and events come on two ways, so that the order between them is left to chance. */
  private static String linesAndEvents(String out) {
    Map<Boolean, List<String>> parts =
        out.lines().collect(Collectors.partitioningBy(line -> EVENT.matcher(line).matches()));
    return Stream.concat(
            parts.get(false).stream(),
            parts.get(true).stream().map(line -> EVENT.matcher(line).replaceFirst("$1")))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
