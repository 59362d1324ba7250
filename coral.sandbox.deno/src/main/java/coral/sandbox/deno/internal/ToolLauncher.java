// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs Deno over an untrusted source, by a launcher that takes network, files, user and more from
 * itself before it becomes that Deno; see {@code launcher.ts}.
 *
 * @param root whether this process is root
 */
record ToolLauncher(Path deno, DenoFiles files, boolean root) {
  private static final int NOBODY = 65_534;
  private static final int CPU_SECONDS = 60;
  private static final long FILE_BYTES = 64L << 20;

  /** V8 reserves much more than a type check uses, about 200 MB. */
  static final long MEMORY_BYTES = 2L << 30;

  private static final int OPEN_FILES = 256;

  private static final List<String> LIBRARIES =
      List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache");

  /** Makes a directory, or one with what is in it, the tool's to write. */
  void handOver(Path directory) throws IOException {
    if (!root) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        if (!Integer.valueOf(NOBODY).equals(Files.getAttribute(path, "unix:uid"))) {
          Files.setAttribute(path, "unix:uid", NOBODY);
          Files.setAttribute(path, "unix:gid", NOBODY);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The same command, confined.
   *
   * @param directory the only one that it may write, beside Deno's cache
   */
  ProcessBuilder confined(ProcessBuilder tool, Path directory) {
    Map<String, Object> launch = new HashMap<>();
    launch.put("command", tool.command());
    launch.put("environment", tool.environment());
    launch.put("directory", directory.toString());
    launch.put("paths", paths(directory));
    launch.put("cpuSeconds", CPU_SECONDS);
    launch.put("fileBytes", FILE_BYTES);
    launch.put("openFiles", OPEN_FILES);
    launch.put("memoryBytes", MEMORY_BYTES);
    if (root) {
      launch.put("user", Map.of("uid", NOBODY, "gid", NOBODY, "root", files.jail().toString()));
    }
    List<String> command = new ArrayList<>(List.of(deno.toString(), "run", "--quiet"));
    command.addAll(DenoCommand.OFFLINE);
    command.addAll(List.of("--no-prompt", "--no-code-cache", "--allow-ffi", "--allow-read"));
    command.add("--allow-write=" + files.jail());
    command.add(files.launcher().toString());
    command.add(JsonMapper.shared().writeValueAsString(launch));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(tool.environment());
    return builder;
  }

  private Map<String, List<String>> paths(Path directory) {
    List<String> run = new ArrayList<>(LIBRARIES);
    run.add(deno.toString());
    return Map.of(
        "run", run,
        "read", texts(files.sdk(), files.importMap(), files.std()),
        "write", texts(directory, files.cache()));
  }

  private static List<String> texts(Path... paths) {
    return Stream.of(paths).map(Path::toString).toList();
  }

  /** What the tool itself said, without the launcher's line about its layers. */
  static String ofTool(byte[] stderr) {
    String text = new String(stderr, UTF_8);
    return text.startsWith("layers on: ") ? text.substring(text.indexOf('\n') + 1) : text;
  }
}
