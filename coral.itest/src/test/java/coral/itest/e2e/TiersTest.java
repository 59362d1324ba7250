// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts are isolated by where the means are taken away, one after the other. */
class TiersTest {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");
  private static final List<String> WITHOUT_CGROUPS =
      List.of("unshare", "-m", "sh", "-c", "mount -t tmpfs none /sys/fs/cgroup; exec \"$@\"", "sh");

  @TempDir Path dir;

  @Test
  void rootWithEverythingIsFull() throws Exception {
    assumeThat(onPath("bwrap")).as("bubblewrap is installed").isTrue();
    expect("full", List.of());
  }

  @Test
  void rootWithoutBwrapIsLimited() throws Exception {
    expect("limited", withoutBwrap());
  }

  @Test
  void rootWithoutControlGroupsIsIsolated() throws Exception {
    expect("isolated", WITHOUT_CGROUPS);
  }

  @Test
  void anotherUserWithBwrapIsIsolated() throws Exception {
    assumeThat(onPath("bwrap")).as("bubblewrap is installed").isTrue();
    assumeThat(nobodyCanRead(Launcher.ROOT.resolve("coral")))
        .as("another user can read the distribution")
        .isTrue();
    expect("isolated", AS_NOBODY);
  }

  @Test
  void anotherUserWithoutBwrapIsFiltered() throws Exception {
    assumeThat(nobodyCanRead(Launcher.ROOT.resolve("coral")))
        .as("another user can read the distribution")
        .isTrue();
    expect("filtered", concat(AS_NOBODY, withoutBwrap()));
  }

  @Test
  void weakerMachineThanWantedRunsNoScriptAndSaysWhatIsMissing() throws Exception {
    configure("script:\n  min_tier: full\n");
    try (CoralServer server = up(withoutBwrap())) {
      Ran ran = server.cli().run("script", "run", script());
      assertThat(ran.exitCode()).isEqualTo(5);
      assertThat(ran.err())
          .contains("tier \"limited\"", "script.min_tier is \"full\"", "install bubblewrap");
    }
  }

  @Test
  void wrongTierEndsTheStart() throws Exception {
    configure("script:\n  min_tier: strong\n");
    Ran ran =
        new Launcher(dir.resolve("state"), Map.of(), List.of())
            .run(
                "up",
                "--data",
                dir.resolve("data").toString(),
                "--colony-port",
                "0",
                "--agent-port",
                "0",
                "--otlp-grpc-port",
                "0",
                "--otlp-http-port",
                "0");
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.err()).contains("script.min_tier is \"strong\"", "deno, filtered, isolated");
  }

  private void expect(String tier, List<String> prefix) throws Exception {
    assumeThat(isRoot()).as("only root can take the means away").isTrue();
    configure("script:\n  cpu_percent: 50\n");
    try (CoralServer server = up(prefix)) {
      assertThat(server.cli().run("agent", "status").out()).contains("Sandbox: " + tier + "\n");
      Ran ran = server.cli().run("script", "run", script());
      assertThat(ran.exitCode()).as("%s", ran).isZero();
      assertThat(ran.out()).contains("refused").doesNotContain("ESCAPED");
    }
  }

  /** Reads a file by every way that would need no permission if the kernel let it. */
  private String script() throws IOException {
    return Files.writeString(
            dir.resolve("script.ts"),
            "try { console.log(\"ESCAPED\", Deno.readTextFileSync(\"/etc/hostname\")); }"
                + " catch (e) { console.log(\"refused\", (e as Error).name); }\n")
        .toString();
  }

  private CoralServer up(List<String> prefix) throws IOException {
    return CoralServer.up(dir, Map.of(), prefix);
  }

  private void configure(String yaml) throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    Files.writeString(data.resolve("agent.yaml"), yaml);
    Files.createDirectories(dir.resolve("state"));
    try (Stream<Path> paths = Files.walk(dir)) {
      for (Path path : paths.toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
  }

  /** A PATH with everything that the launcher needs but bwrap. */
  private List<String> withoutBwrap() throws IOException {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path from = Path.of(folder);
      if (!Files.isDirectory(from)) {
        continue;
      }
      try (Stream<Path> programs = Files.list(from)) {
        for (Path program : programs.toList()) {
          Path link = bin.resolve(program.getFileName());
          if (!program.endsWith("bwrap") && Files.notExists(link) && !Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return List.of("env", "PATH=" + bin);
  }

  private static boolean nobodyCanRead(Path file) throws Exception {
    List<String> test = concat(AS_NOBODY, List.of("test", "-r", file.toString()));
    return isRoot() && new ProcessBuilder(test).start().waitFor() == 0;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
