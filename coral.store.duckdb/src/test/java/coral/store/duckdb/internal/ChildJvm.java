// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A JVM that runs a class of the tests and can be killed at any moment. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  public ChildJvm(Class<?> main, Object... arguments) {
    String[] command = new String[5 + arguments.length];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command[1] = "--enable-native-access=ALL-UNNAMED";
    command[2] = "-cp";
    command[3] = System.getProperty("java.class.path");
    command[4] = main.getName();
    for (int i = 0; i < arguments.length; i++) {
      command[5 + i] = arguments[i].toString();
    }
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = process.inputReader(UTF_8);
  }

  public long pid() {
    return process.pid();
  }

  /** The next line; fails when the child has ended. */
  public String line() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("the child has ended with " + process.waitFor());
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * SIGKILL; returns the last whole number that the child printed, or {@code last} if that was it.
   */
  public long killAndReadLast(long last) {
    kill();
    long number = last;
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.matches("\\d+\\.")) {
          number = Long.parseLong(line.substring(0, line.length() - 1));
        }
      }
    } catch (IOException e) {
      // The pipe's end came with the process's.
    }
    return number;
  }

  /** SIGKILL, and waits for it. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException(process + " does not die");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
