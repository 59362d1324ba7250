// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import coral.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs a process in the foreground: start, say where it listens, wait for the end. */
final class Foreground {
  private final PrintWriter out;
  private final PrintWriter err;

  Foreground(CommandLine command) {
    out = command.getOut();
    err = command.getErr();
  }

  int run(String role, ProcessOptions options, Map<String, List<String>> settings)
      throws InterruptedException {
    Path data = options.data(role);
    StartRequest request = new StartRequest(role, data, settings, options.tokenFile());
    CoralProcess process;
    try {
      prepare(data);
      process = CoralProcess.start(Distribution.current(), request);
    } catch (IOException e) {
      return fail(
          "data directory \""
              + data
              + "\" cannot be written ("
              + reason(e)
              + "): make it writable or choose another with --data");
    }
    // SIGTERM and SIGINT end here
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::close));
    try {
      Path discovery = process.awaitReady();
      AutoCloseable announced = RunningProcesses.ofThisUser().announce(data);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> withdraw(announced)));
      if (!options.quiet()) {
        out.printf("coral %s is ready%n  data  %s%n  ", role, data);
        out.println(Files.readString(discovery).strip());
        out.flush();
      }
      process.awaitStop();
      return ExitCode.OK;
    } catch (StartFailedException e) {
      process.close();
      return fail(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      process.close();
      return fail("cannot announce this process to command lines: " + e.getMessage());
    }
  }

  private static void prepare(Path data) throws IOException {
    // the log is opened before the data directory is locked
    Files.createDirectories(data.resolve("log"));
    if (!Files.isWritable(data.resolve("log"))) {
      throw new IOException("permission denied");
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private int fail(String sentence) {
    err.println("coral: " + sentence);
    err.flush();
    return ExitCode.UNAVAILABLE;
  }

  private static void withdraw(AutoCloseable announced) {
    try {
      announced.close();
    } catch (Exception e) {
      // the link names a dead process then, which readers remove
    }
  }
}
