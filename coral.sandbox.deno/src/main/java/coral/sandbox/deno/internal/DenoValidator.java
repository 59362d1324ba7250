// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.handover.ProcessSpawner;
import coral.api.script.Diagnostic;
import coral.api.script.ScriptValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports and syntax first, by a lint pass that loads nothing; types only when those are in order,
 * since a type check reads every file that a script names.
 */
final class DenoValidator implements ScriptValidator {
  private static final long TIMEOUT_SECONDS = 30;

  /** More helps nobody, and may not fit into an answer. */
  private static final int MAX_FINDINGS = 100;

  private static final String STACK_OVERFLOW = "RangeError: Maximum call stack size exceeded";

  /** Exit codes beyond are of an end by a signal. */
  private static final int SIGNALLED = 128;

  /**
   * @param stopped ended by a limit
   */
  private record Ran(boolean stopped, int exitCode, String stdout, String stderr) {}

  private final DenoBinary deno;
  private final DenoFiles files;
  private final DenoCommand command;
  private final ProcessSpawner spawner;
  private final ToolLauncher launcher;

  /** A type check takes about 200 MB. */
  private final Semaphore checks = new Semaphore(2);

  DenoValidator(DenoBinary deno, DenoFiles files, ProcessSpawner spawner) {
    this.launcher = new ToolLauncher(deno.path(), files, DenoSandbox.isRoot());
    this.deno = deno;
    this.files = files;
    this.command = new DenoCommand(deno.path(), files);
    this.spawner = spawner;
  }

  @Override
  public String runtimeVersion() {
    return deno.version();
  }

  @Override
  public List<Diagnostic> validate(String code, String fileName) {
    Path directory = null;
    try {
      checks.acquire();
      try {
        directory = Files.createTempDirectory(files.work(), "check");
        launcher.handOver(files.cache());
        List<Diagnostic> findings = gate(directory, code, fileName);
        if (findings.isEmpty()) {
          findings = types(directory, code, fileName);
        }
        return findings.stream()
            .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
            .limit(MAX_FINDINGS)
            .toList();
      } finally {
        checks.release();
      }
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot check \"" + fileName + "\" with Deno: " + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoralException(
          ErrorCode.CANCELLED, "the check of \"" + fileName + "\" was interrupted", e);
    } finally {
      delete(directory);
    }
  }

  private List<Diagnostic> gate(Path directory, String code, String fileName)
      throws IOException, InterruptedException {
    Path config = directory.resolve("deno.json");
    Files.write(
        config,
        JsonMapper.shared()
            .writeValueAsBytes(
                Map.of(
                    "lint",
                    Map.of(
                        "plugins", List.of(files.importGate().toUri().toString()),
                        "rules", Map.of("tags", List.of())))));
    Path source = write(directory, "gate.ts", NoSwitches.in(code));
    Ran ran = run(command.lint(config, source), directory);
    if (ran.stopped()) {
      return List.of(tooMuch(fileName));
    }
    if (!ran.stdout().startsWith("{")) {
      throw new IOException("deno lint ended with " + ran.exitCode() + ": " + ran.stderr().strip());
    }
    List<Diagnostic> findings = new java.util.ArrayList<>(DenoOutput.lint(ran.stdout(), fileName));
    findings.addAll(VendoredImports.missing(code, files, fileName));
    return findings;
  }

  private List<Diagnostic> types(Path directory, String code, String fileName)
      throws IOException, InterruptedException {
    Ran ran = run(command.check(write(directory, "script.ts", NoSwitches.in(code))), directory);
    if (ran.stopped()) {
      return List.of(tooMuch(fileName));
    }
    if (ran.exitCode() == 0) {
      return List.of();
    }
    List<Diagnostic> findings = DenoOutput.check(ran.stderr(), fileName);
    if (findings.isEmpty() && ran.stderr().contains(STACK_OVERFLOW)) {
      return List.of(tooMuch(fileName));
    }
    if (findings.isEmpty()) {
      throw new IOException(
          "deno check ended with " + ran.exitCode() + ": " + ran.stderr().strip());
    }
    return findings;
  }

  private static Diagnostic tooMuch(String fileName) {
    return new Diagnostic(
        fileName,
        1,
        1,
        "limit",
        "the script cannot be checked within %d s, %d MB of memory and the stack that there is: make its types simpler, and nest less"
            .formatted(TIMEOUT_SECONDS, ToolLauncher.MEMORY_BYTES >> 20));
  }

  private Ran run(ProcessBuilder tool, Path directory) throws IOException, InterruptedException {
    launcher.handOver(directory);
    Path stdout = Files.createTempFile(files.work(), "out", ".txt");
    Path stderr = Files.createTempFile(files.work(), "err", ".txt");
    try {
      Process process =
          spawner.spawn(
              launcher
                  .confined(tool, directory)
                  .redirectOutput(stdout.toFile())
                  .redirectError(stderr.toFile()));
      process.getOutputStream().close();
      boolean ended;
      try {
        ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } finally {
        process.destroyForcibly();
      }
      process.waitFor();
      return new Ran(
          !ended || process.exitValue() > SIGNALLED,
          process.exitValue(),
          Files.readString(stdout),
          ToolLauncher.ofTool(Files.readAllBytes(stderr)));
    } finally {
      Files.delete(stdout);
      Files.delete(stderr);
    }
  }

  private static Path write(Path directory, String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static void delete(@org.jspecify.annotations.Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      directory.toFile().deleteOnExit();
    }
  }
}
