// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate lets through by mistake, the operating system refuses. */
class ToolLauncherTest {
  private static final String SECRET = "correct horse battery staple";

  @TempDir Path data;
  private DenoFiles files;
  private ToolLauncher launcher;
  private Path check;

  @BeforeEach
  void create() throws IOException {
    files = DenoFixture.files(data);
    launcher = new ToolLauncher(DenoFixture.binary().path(), files, DenoSandbox.isRoot());
    check = Files.createDirectory(files.work().resolve("check"));
    launcher.handOver(files.cache());
  }

  @Test
  void aCheckReadsNoFileThatTheSourceNames() throws Exception {
    Path secret = Files.writeString(data.resolve("secret.ts"), SECRET);
    Path source =
        Files.writeString(
            check.resolve("a.ts"), "/// <reference path=\"%s\" />\nexport {};\n".formatted(secret));
    String output = run(new DenoCommand(launcher.deno(), files).check(source));
    assertThat(output).contains("layers on: ").doesNotContain("horse");
    assertThat(output).containsAnyOf("Cannot find module", "Permission denied");
  }

  @Test
  void itReachesNoNetworkProgramOrOtherProcess() throws Exception {
    try (ServerSocket canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String output =
          eval(
              """
              for (const attempt of [
                () => Deno.connect({ hostname: "127.0.0.1", port: %d }),
                () => new Deno.Command("/bin/true").outputSync(),
                () => Deno.kill(%d, "SIGCONT"),
                () => Deno.readTextFileSync("/proc/%<d/cmdline"),
              ]) {
                try { await attempt(); console.log("ESCAPED"); } catch { console.log("refused"); }
              }
              """
                  .formatted(canary.getLocalPort(), ProcessHandle.current().pid()));
      assertThat(output).doesNotContain("ESCAPED").containsPattern("(?s)(refused.*){4}");
    }
  }

  @Test
  void startedByRootItIsNobodyInAFileSystemOfItsOwn() throws Exception {
    assumeThat(DenoSandbox.isRoot()).as("only root can become somebody else").isTrue();
    String output =
        eval(
            "console.log(Deno.uid());"
                + " try { Deno.statSync('/home'); console.log('ESCAPED'); }"
                + " catch (e) { console.log(e.name); }");
    assertThat(output).contains("65534\nNotFound");
    assertThat(files.jail()).as("nothing is mounted outside").isEmptyDirectory();
  }

  private String eval(String code) throws Exception {
    Path source = Files.writeString(check.resolve("eval.ts"), code);
    ProcessBuilder tool =
        new ProcessBuilder(
            launcher.deno().toString(), "run", "-A", "--no-config", source.toString());
    tool.environment().clear();
    tool.environment().put("DENO_DIR", files.cache().toString());
    return run(tool);
  }

  private String run(ProcessBuilder tool) throws Exception {
    launcher.handOver(check);
    Process process = launcher.confined(tool, check).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
