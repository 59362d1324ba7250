// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake gets one clear sentence on stderr and its exit code, and changes nothing. */
class BadInputTest {
  @TempDir static Path base;
  private static CoralServer server;

  @TempDir Path dir;

  @BeforeAll
  static void start() throws Exception {
    server = CoralServer.up(base);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void missingFile() throws Exception {
    refused(deploy("/no/such.ts"), 3, "coral: there is no file \"/no/such.ts\"");
  }

  @Test
  void emptyFile() throws Exception {
    refused(deploy(file("  \n")), 2, "is empty");
  }

  @Test
  void fileOverOneMebibyte() throws Exception {
    refused(deploy(file("// " + "x".repeat(1 << 20))), 2, "1,048,579 bytes; at most 1,048,576");
  }

  @Test
  void fileThatIsNotUtf8() throws Exception {
    Path latin = dir.resolve("latin.ts");
    Files.write(latin, "console.log('ä');".getBytes(ISO_8859_1));
    refused(deploy(latin.toString()), 2, "is not UTF-8");
  }

  @Test
  void syntaxError() throws Exception {
    refused(
        deploy(file("const a = 1;\nconst b = = 3;\n")),
        4,
        "script.ts:2:11 syntax: Expression expected");
  }

  @Test
  void typeError() throws Exception {
    refused(
        deploy(file("\nconst a: number = \"s\";\n")),
        4,
        "script.ts:2:7 TS2322: Type 'string' is not assignable");
  }

  @Test
  void forbiddenImport() throws Exception {
    refused(
        deploy(file("import fs from \"node:fs\";\nfs.rmSync('/');\n")),
        4,
        "script.ts:1:",
        "import",
        "node:fs");
  }

  @Test
  void malformedName() throws Exception {
    refused(
        cli("script", "deploy", "--name", "a b", "--file", file("console.log(1)")),
        2,
        "script name \"a b\" is malformed");
  }

  @Test
  void targetsThatNoAgentMatches() throws Exception {
    Ran ran =
        cli(
            "script",
            "deploy",
            "--name",
            "nowhere",
            "--file",
            file("console.log(1)"),
            "--targets",
            "nobody");
    refused(ran, 5, "nobody", "agent-1");
    assertThat(cli("script", "list", "-o", "json").out()).doesNotContain("nowhere");
  }

  @Test
  void unknownScript() throws Exception {
    refused(cli("script", "status", "no-such-script"), 3, "no-such-script");
  }

  @Test
  void wrongToken() throws Exception {
    Path wrong = Files.writeString(dir.resolve("token"), "wrong");
    String colony = server.discovery().path("colony").asString();
    refused(
        cli("script", "list", "--colony", colony, "--token-file", wrong.toString()), 77, "token");
  }

  @Test
  void colonyThatIsDown() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      taken.close();
      refused(cli("script", "list", "--colony", "127.0.0.1:" + port), 69, "coral up");
    }
  }

  @Test
  void unknownOption() throws Exception {
    refused(cli("script", "list", "--nope"), 2, "--nope");
  }

  @Test
  void dataDirectoryInUse() throws Exception {
    refused(
        cli("up", "--data", server.data().toString()),
        69,
        "is in use by process " + server.discovery().path("pid").asLong());
  }

  @Test
  void portInUse() throws Exception {
    int port = Integer.parseInt(server.discovery().path("colony").asString().split(":")[1]);
    refused(
        cli(
            "colony",
            "start",
            "--data",
            dir.resolve("d").toString(),
            "--colony-port",
            String.valueOf(port)),
        69,
        String.valueOf(port),
        "colony.port");
  }

  @Test
  void dataDirectoryThatIsAFile() throws Exception {
    refused(cli("up", "--data", file("x")), 69, "data directory");
  }

  @Test
  void unknownConfigurationKey() throws Exception {
    refused(
        start("script:\n  max_concurent: 3\n"),
        69,
        "\"script.max_concurent\" is unknown",
        "max_concurrent");
  }

  @Test
  void configurationValueOutOfRange() throws Exception {
    refused(start("script:\n  max_concurrent: -1\n"), 69, "\"script.max_concurrent\"", "-1");
  }

  @Test
  void unknownConfigurationSection() throws Exception {
    refused(start("scripts:\n  enabled: true\n"), 69, "section \"scripts\" is unknown");
  }

  private Ran start(String yaml) throws Exception {
    Path data = Files.createDirectories(dir.resolve("data"));
    Files.writeString(data.resolve("agent.yaml"), yaml);
    return cli(
        "up",
        "--data",
        data.toString(),
        "--colony-port",
        "0",
        "--agent-port",
        "0",
        "--otlp-grpc-port",
        "0",
        "--otlp-http-port",
        "0");
  }

  private Ran deploy(String file) throws Exception {
    return cli("script", "deploy", "--name", "bad", "--file", file);
  }

  private String file(String content) throws IOException {
    return Files.writeString(dir.resolve("script.ts"), content).toString();
  }

  private static Ran cli(String... arguments) throws Exception {
    return server.cli().run(arguments);
  }

  private static void refused(Ran ran, int exitCode, String... words) {
    assertThat(ran.exitCode()).as("%s", ran).isEqualTo(exitCode);
    assertThat(ran.err()).contains(words);
    assertThat(ran.err().lines().filter(line -> !line.startsWith("Try '")))
        .as("one sentence")
        .hasSize(1);
    assertThat(ran.out()).isEmpty();
  }
}
