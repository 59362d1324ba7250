// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxExit.Cause;
import coral.api.sandbox.SandboxPolicy;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs scripts in the real Deno, against a server that answers every session's greeting. */
class DenoSandboxTest {
  private static final SandboxPolicy POLICY =
      new SandboxPolicy(
          256, Duration.ofSeconds(60), Duration.ofSeconds(5), 1000, 1000, 1 << 20, 48);

  @TempDir Path data;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private GreetingServer server;
  private DenoSandbox sandbox;

  @BeforeEach
  void create() throws IOException {
    server = new GreetingServer(data.resolve("sdk.sock"));
    sandbox = DenoFixture.sandbox(data);
  }

  @AfterEach
  void close() throws IOException {
    sandbox.close();
    server.close();
  }

  @Test
  void deliversWhatTheScriptWritesAndItsExitCode() throws Exception {
    SandboxExit exit = run("console.log('out');\nconsole.error('err');\nDeno.exit(3);");
    assertThat(exit.exitCode()).isEqualTo(3);
    assertThat(exit.cause()).isEqualTo(Cause.EXITED);
    assertThat(output).containsExactlyInAnyOrder("STDOUT out", "STDERR err");
  }

  @Test
  void namesTheUsersFileAndLineInAStackTrace() throws Exception {
    SandboxExit exit = run("const a: number = 1;\n\nthrow new Error(`boom ${a}`);");
    assertThat(exit.exitCode()).isEqualTo(1);
    assertThat(String.join("\n", output)).contains("boom 1").contains("script.ts:3:7");
  }

  @Test
  void endsAScriptThatRunsTooLong() throws Exception {
    SandboxPolicy brief =
        new SandboxPolicy(
            256, Duration.ofMillis(700), Duration.ofSeconds(5), 1000, 1000, 1 << 20, 48);
    SandboxExit exit =
        start("await new Promise((r) => setTimeout(r, 100_000));", brief)
            .exit()
            .get(30, TimeUnit.SECONDS);
    assertThat(exit.cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(exit.reason()).isEqualTo("the script ran longer than its time limit of 0.7 s");
  }

  @Test
  void endsAScriptThatHoldsTooMuchMemory() throws Exception {
    SandboxPolicy small =
        new SandboxPolicy(
            96, Duration.ofSeconds(60), Duration.ofSeconds(5), 1000, 1000, 1 << 20, 48);
    SandboxExit exit =
        start(
                "const all = []; for (;;) { all.push(new Uint8Array(1 << 20).fill(1)); await 0; }",
                small)
            .exit()
            .get(30, TimeUnit.SECONDS);
    assertThat(exit.cause()).isEqualTo(Cause.MEMORY);
    assertThat(exit.reason()).contains("over its limit of 96 MB");
  }

  @Test
  void killsAScriptThatSpinsAndKeepsTheFirstReason() throws Exception {
    SandboxProcess process = start("console.log('up'); for (;;);", POLICY);
    await().until(() -> output.contains("STDOUT up"));
    List<ProcessHandle> tree = ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();
    process.kill("stopped by a test");
    process.kill("again");
    SandboxExit exit = process.exit().get(30, TimeUnit.SECONDS);
    assertThat(exit.cause()).isEqualTo(Cause.KILLED);
    assertThat(exit.reason()).isEqualTo("stopped by a test");
    assertThat(ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(tree)
        .as("what bwrap added")
        .noneMatch(one -> one.isAlive() && !ProcFiles.zombie(one.pid()));
  }

  @Test
  void leavesNoProcessWhenItStops() {
    SandboxProcess process = start("for (;;);", POLICY);
    sandbox.close();
    assertThat(process.exit()).isDone();
    assertThat(ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void givesTheScriptNoEnvironmentFilesOrNetwork() throws Exception {
    SandboxExit exit =
        run(
            """
            const tries: [string, () => unknown][] = [
              ["env", () => Deno.env.get("PATH")],
              ["read", () => Deno.readTextFileSync("/etc/hostname")],
              ["write", () => Deno.writeTextFileSync("/tmp/x", "x")],
              ["run", () => new Deno.Command("true").outputSync()],
              ["net", () => Deno.listen({ port: 0 })],
              ["ffi", () => Deno.dlopen("libc.so.6", {})],
            ];
            for (const [name, attempt] of tries) {
              try { attempt(); console.log(name, "ESCAPED"); } catch { console.log(name, "denied"); }
            }
            """);
    assertThat(exit.exitCode()).isZero();
    assertThat(output).hasSize(6).allMatch(line -> line.endsWith(" denied"));
  }

  @Test
  void countsTheLinesOfAFloodThatItDrops() throws Exception {
    SandboxPolicy quiet =
        new SandboxPolicy(256, Duration.ofSeconds(60), Duration.ofSeconds(5), 1000, 5, 1 << 20, 48);
    SandboxExit exit =
        start("for (let i = 0; i < 1000; i++) console.log(i);", quiet)
            .exit()
            .get(30, TimeUnit.SECONDS);
    assertThat(exit.droppedLines() + output.size()).isEqualTo(1000);
    assertThat(exit.droppedLines()).isPositive();
  }

  @Test
  void tellsWhyAScriptWasNotStarted() throws Exception {
    server.refuse();
    SandboxExit exit = run("console.log('never')");
    assertThat(exit.cause()).isEqualTo(Cause.NOT_STARTED);
    assertThat(exit.reason()).startsWith("the script was not started: ");
    assertThat(output).doesNotContain("STDOUT never");
  }

  @Test
  void leavesAScriptTheCodeByWhichOneIsNotStarted() throws Exception {
    SandboxExit exit = run("Deno.exit(70)");
    assertThat(exit.cause()).isEqualTo(Cause.EXITED);
    assertThat(exit.exitCode()).isEqualTo(70);
  }

  @Test
  void loadsAVendoredStandardModule() throws Exception {
    Path module = Files.createDirectories(data.resolve("std/shout"));
    Files.writeString(
        module.resolve("mod.ts"), "export const shout = (s: string) => s.toUpperCase();\n");
    sandbox.close();
    sandbox = DenoFixture.sandbox(data);
    SandboxExit exit = run("import { shout } from \"@std/shout\";\nconsole.log(shout('hey'));");
    assertThat(exit.exitCode()).as(String.join("\n", output)).isZero();
    assertThat(output).containsExactly("STDOUT HEY");
  }

  private SandboxExit run(String code) throws Exception {
    return start(code, POLICY).exit().get(30, TimeUnit.SECONDS);
  }

  private SandboxProcess start(String code, SandboxPolicy policy) {
    return sandbox.start(
        new SandboxRequest("script.ts", code, policy, server.session()),
        (stream, at, line) -> output.add(stream + " " + line));
  }
}
