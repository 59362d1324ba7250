// SPDX-License-Identifier: Apache-2.0

package coral.itest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code ./coral} script, over the distribution that this build assembled. */
class LauncherTest {

  private static final Path LAUNCHER = Path.of(System.getProperty("coral.root"), "coral");

  @TempDir Path dir;

  @Test
  void runsThroughSymbolicLinks() throws Exception {
    Path first = Files.createSymbolicLink(dir.resolve("first"), LAUNCHER);
    Path second = Files.createSymbolicLink(dir.resolve("second"), first.getFileName());

    Result result = run(second, Map.of("CORAL_NO_BUILD", "1"), "--help");

    assertThat(result.exitCode).as(result.output).isZero();
    assertThat(result.output).contains("Usage: coral");
  }

  @Test
  void refusesJdkThatIsTooOld() throws Exception {
    Path old = oldJdk();

    Result result = run(LAUNCHER, Map.of("CORAL_JAVA_HOME", old.toString()), "--version");

    assertThat(result.exitCode).isEqualTo(69);
    assertThat(result.output.lines())
        .singleElement()
        .asString()
        .contains(old.toString(), "no JDK 25 or newer");
  }

  @Test
  void namesMavenWhenItIsMissing() throws Exception {
    Result result = run(LAUNCHER, Map.of("PATH", pathWithoutMaven()), "test");

    assertThat(result.exitCode).isEqualTo(69);
    assertThat(result.output.lines())
        .singleElement()
        .asString()
        .contains("Maven is needed to build", "install it");
  }

  private Path oldJdk() throws IOException {
    Path bin = Files.createDirectories(dir.resolve("jdk-17/bin"));
    for (String tool : List.of("java", "javac")) {
      assertThat(Files.createFile(bin.resolve(tool)).toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(dir.resolve("jdk-17/release"), "JAVA_VERSION=\"17.0.15\"\n");
    return bin.getParent();
  }

  /** A directory with what the script itself calls, and nothing else. */
  private String pathWithoutMaven() throws IOException {
    Path bin = Files.createDirectory(dir.resolve("bin"));
    for (String tool : List.of("sh", "readlink", "find", "head")) {
      for (String system : List.of("/usr/bin", "/bin")) {
        Path original = Path.of(system, tool);
        if (Files.exists(original) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), original);
        }
      }
    }
    return bin.toString();
  }

  private Result run(Path launcher, Map<String, String> environment, String argument)
      throws Exception {
    Path output = dir.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", launcher.toString(), argument)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("CORAL_JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends within a minute").isTrue();
    return new Result(process.exitValue(), Files.readString(output, UTF_8));
  }

  private record Result(int exitCode, String output) {}
}
