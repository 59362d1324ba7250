// SPDX-License-Identifier: Apache-2.0

package coral.itest.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./coral}, over the distribution that this build assembled, for a user of its own. */
final class Launcher {
  static final Path ROOT = Path.of(System.getProperty("coral.root")).toAbsolutePath().normalize();

  private final Path state;
  private final Map<String, String> environment;
  private final List<String> prefix;

  /**
   * @param state where this user's running processes are announced
   * @param environment what commands find beside what this process has
   * @param prefix what started processes run under, such as {@code setpriv …}
   */
  Launcher(Path state, Map<String, String> environment, List<String> prefix) {
    this.state = state;
    this.environment = environment;
    this.prefix = List.copyOf(prefix);
  }

  Ran run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("coral", ".out");
    Path err = Files.createTempFile("coral", ".err");
    try {
      Process process =
          builder(List.of(), List.of(arguments))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "still running: "
                + List.of(arguments)
                + "\n"
                + Files.readString(out)
                + Files.readString(err));
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts a command; the caller ends it. */
  Process start(Path output, String... arguments) throws IOException {
    return builder(prefix, List.of(arguments))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private ProcessBuilder builder(List<String> under, List<String> arguments) {
    List<String> command = new ArrayList<>(under);
    command.add(ROOT.resolve("coral").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    prepare(builder);
    return builder;
  }

  /** Has what this starts find the same JDK, distribution and running processes. */
  void prepare(ProcessBuilder builder) {
    builder.environment().putAll(environment);
    builder.environment().put("CORAL_NO_BUILD", "1");
    builder.environment().put("CORAL_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_STATE_HOME", state.toString());
    builder.environment().remove("CORAL_COLONY");
    builder.environment().remove("CORAL_TOKEN_FILE");
    builder.environment().remove("CORAL_MCP");
  }
}
