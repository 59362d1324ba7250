// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Namespaces around a process by bwrap(1): processes, network, IPC, host name, and a read-only file
 * system that holds Deno, the C library, the SDK and the agent's socket and nothing else. Started
 * by root, it keeps the three capabilities with which the bootstrap then changes root directory and
 * user for good; started by another user, it makes a user namespace without any.
 *
 * @param root whether this process is root
 */
record Bubblewrap(Path binary, boolean root) {
  /** Empty, and what the bootstrap makes its root directory. */
  static final Path JAIL = Path.of("/jail");

  private static final String CACHE_BYTES = Integer.toString(4 << 20);

  static Optional<Path> onPath(String pathVariable) {
    return Stream.of(pathVariable.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, "bwrap"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The same command inside. */
  List<String> wrap(List<String> command, Path deno, DenoFiles files, Path socket) {
    List<String> wrapped = new ArrayList<>();
    wrapped.add(binary.toString());
    wrapped.addAll(namespaces());
    for (String libraries : List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64")) {
      wrapped.addAll(List.of("--ro-bind-try", libraries, libraries));
    }
    for (Path file : List.of(deno, files.sdk(), files.importMap())) {
      wrapped.addAll(List.of("--ro-bind", file.toString(), file.toString()));
    }
    wrapped.addAll(List.of("--ro-bind-try", files.std().toString(), files.std().toString()));
    // the directory: a socket that is made anew is another file
    String sockets = String.valueOf(socket.getParent());
    wrapped.addAll(List.of("--bind", sockets, sockets));
    wrapped.addAll(List.of("--proc", "/proc", "--dir", JAIL.toString()));
    wrapped.addAll(List.of("--size", CACHE_BYTES, "--tmpfs", files.cache().toString()));
    wrapped.addAll(List.of("--remount-ro", "/", "--chdir", JAIL.toString(), "--"));
    wrapped.addAll(command);
    return wrapped;
  }

  private List<String> namespaces() {
    List<String> options =
        new ArrayList<>(
            List.of("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"));
    options.addAll(List.of("--unshare-cgroup-try", "--hostname", "script"));
    options.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL"));
    if (root) {
      for (String kept : List.of("CAP_SETUID", "CAP_SETGID", "CAP_SYS_CHROOT")) {
        options.addAll(List.of("--cap-add", kept));
      }
    } else {
      options.addAll(List.of("--unshare-user", "--uid", "65534", "--gid", "65534"));
    }
    return options;
  }
}
