// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines and environment for Deno. Nothing is ever fetched, and no configuration of the
 * user's is read.
 */
record DenoCommand(Path deno, DenoFiles files) {
  static final List<String> OFFLINE =
      List.of("--no-remote", "--no-npm", "--no-config", "--no-lock");

  /**
   * Where Deno can make no directory. It would else keep the databases of its caches open, writable
   * and mapped, in every script's process.
   */
  private static final String NOWHERE = "/dev/null";

  /**
   * Runs the bootstrap with what it needs to connect and to confine itself; it revokes all of it
   * before the user's code is loaded.
   *
   * @param permissions false: Deno allows everything, so that only the operating system refuses
   */
  ProcessBuilder run(ProcessStarter.Purpose purpose, boolean permissions) {
    List<String> command = offline("run", "--no-prompt", "--cached-only", "--no-code-cache");
    command.add("--v8-flags=" + HeapFlags.of(purpose.memoryLimitMb()));
    if (permissions) {
      String socket = purpose.socket().toString();
      command.add("--allow-net=unix:" + socket);
      command.add(
          "--allow-read=" + socket + (purpose.preload().isEmpty() ? "" : "," + files.std()));
      command.add("--allow-write=" + socket);
      command.add("--allow-ffi");
    } else {
      command.add("--allow-all");
    }
    command.add(files.bootstrap().toString());
    ProcessBuilder builder = inEmptyEnvironment(command);
    builder.environment().put("DENO_DIR", NOWHERE);
    return builder;
  }

  /** Checks types; the source's imports must have passed the gate before. */
  ProcessBuilder check(Path source) {
    List<String> command = offline("check");
    command.add(source.toString());
    return inEmptyEnvironment(command);
  }

  /** Lists imports and syntax errors without loading anything. */
  ProcessBuilder lint(Path config, Path source) {
    return inEmptyEnvironment(
        List.of(
            deno.toString(), "lint", "--json", "--config", config.toString(), source.toString()));
  }

  private List<String> offline(String subcommand, String... options) {
    List<String> command = new ArrayList<>(List.of(deno.toString(), subcommand, "--quiet"));
    command.addAll(List.of(options));
    command.addAll(OFFLINE);
    command.add("--import-map=" + files.importMap());
    return command;
  }

  private ProcessBuilder inEmptyEnvironment(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(files.work().toFile());
    builder.environment().clear();
    builder.environment().put("DENO_DIR", files.cache().toString());
    builder.environment().put("DENO_NO_UPDATE_CHECK", "1");
    // else a package.json above the data directory would count
    builder.environment().put("DENO_NO_PACKAGE_JSON", "1");
    builder.environment().put("NO_COLOR", "1");
    // a script's process cannot write, and Deno would try again for 150 ms
    builder.environment().put("DENO_EMIT_CACHE_MODE", "disable");
    return builder;
  }
}
