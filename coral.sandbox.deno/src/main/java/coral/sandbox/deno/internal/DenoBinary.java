// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.handover.ProcessSpawner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Deno executable that was asked for its version.
 *
 * @param version such as {@code "2.9.6"}
 */
record DenoBinary(Path path, String version) {
  /** The oldest major version that runs scripts. */
  static final int MIN_MAJOR = 2;

  private static final Pattern VERSION = Pattern.compile("deno (\\d+)\\.(\\d+)\\.(\\d+)\\S*");

  /**
   * The configured binary or, where none is configured, the one that came with Coral or else the
   * first on the PATH.
   *
   * @param configured {@code script.deno_path}; empty: not configured
   * @throws CoralException UNAVAILABLE saying what to install or set
   */
  static DenoBinary find(
      String configured, Path home, String pathVariable, ProcessSpawner spawner) {
    if (!configured.isEmpty()) {
      return ask(Path.of(configured), "script.deno_path", spawner);
    }
    Path bundled = home.resolve("deno").resolve("deno");
    if (Files.isExecutable(bundled)) {
      return ask(bundled, "the distribution", spawner);
    }
    Optional<Path> onPath =
        Stream.of(pathVariable.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry, "deno"))
            .filter(Files::isExecutable)
            .findFirst();
    return ask(
        onPath.orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.UNAVAILABLE,
                    "no Deno found in %s or on the PATH: install Deno %d or newer, or set script.deno_path to it"
                        .formatted(bundled.getParent(), MIN_MAJOR))),
        "the PATH",
        spawner);
  }

  private static DenoBinary ask(Path path, String source, ProcessSpawner spawner) {
    if (!Files.isExecutable(path)) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "no Deno at \"%s\" (from %s): install Deno %d or newer there, or correct script.deno_path"
              .formatted(path, source, MIN_MAJOR));
    }
    String answer = firstLine(path, spawner);
    Matcher matcher = VERSION.matcher(answer);
    if (!matcher.lookingAt()) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "\"%s\" (from %s) is no Deno: it answered --version with \"%s\""
              .formatted(path, source, answer));
    }
    if (Integer.parseInt(matcher.group(1)) < MIN_MAJOR) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "Deno %s at \"%s\" is too old: install %d.0 or newer, or set script.deno_path to one"
              .formatted(matcher.group().substring(5), path, MIN_MAJOR));
    }
    return new DenoBinary(path.toAbsolutePath(), matcher.group().substring(5));
  }

  private static String firstLine(Path path, ProcessSpawner spawner) {
    ProcessBuilder builder =
        new ProcessBuilder(path.toString(), "--version").redirectErrorStream(true);
    builder.environment().clear();
    try {
      Process process = spawner.spawn(builder);
      try (var reader = process.inputReader()) {
        process.getOutputStream().close();
        String line = reader.readLine();
        return line == null ? "" : line;
      } finally {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "nothing";
    }
  }
}
