// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One hierarchy of version 2 at {@code /cg}, with its rules on processes and controllers. */
final class FakeKernel implements KernelFiles {
  static final long SELF = 1000;

  /** Files by path; a directory is a key of {@link #processes}. */
  final Map<Path, String> text = new TreeMap<>();

  final Map<Path, Set<Long>> processes = new TreeMap<>();
  final Set<Long> alive = new HashSet<>();
  final List<String> writes = new ArrayList<>();
  final Map<String, IOException> refused = new HashMap<>();

  FakeKernel(String group, String controllers) {
    Path directory = Path.of("/cg");
    put(directory, controllers);
    for (Path part : Path.of(group.substring(1))) {
      directory = part.toString().isEmpty() ? directory : directory.resolve(part);
      put(directory, controllers);
    }
    processes.get(directory).add(SELF);
    alive.add(SELF);
    text.put(
        Path.of("/proc/self/mountinfo"), "35 24 0:30 / /cg rw shared:4 - cgroup2 cgroup2 rw\n");
    text.put(Path.of("/proc/self/cgroup"), "0::" + group + "\n");
  }

  /** Starts a process in a group. */
  void start(long pid, Path group) {
    alive.add(pid);
    processes.get(group).add(pid);
  }

  private void put(Path directory, String controllers) {
    processes.put(directory, new TreeSet<>());
    text.put(directory.resolve("cgroup.controllers"), controllers + "\n");
    text.put(directory.resolve("cgroup.subtree_control"), "\n");
    text.put(directory.resolve("cgroup.kill"), "");
    for (String controller : controllers.split(" ")) {
      for (String file : List.of("max", "max.burst", "swap.max", "oom.group")) {
        text.put(directory.resolve(controller + "." + file), "max\n");
      }
    }
  }

  @Override
  public boolean exists(Path file) {
    return text.containsKey(file) || processes.containsKey(file);
  }

  @Override
  public String read(Path file) throws IOException {
    if (file.endsWith("cgroup.procs") && processes.containsKey(file.getParent())) {
      StringBuilder pids = new StringBuilder();
      processes.get(file.getParent()).forEach(pid -> pids.append(pid).append('\n'));
      return pids.toString();
    }
    if (!text.containsKey(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return text.get(file);
  }

  @Override
  public void write(Path file, String value) throws IOException {
    Path group = file.getParent();
    String name = file.getFileName().toString();
    if (refused.containsKey(name)) {
      throw refused.get(name);
    }
    switch (name) {
      case "cgroup.procs" -> move(Long.parseLong(value), group);
      case "cgroup.subtree_control" -> delegate(group, value);
      case "cgroup.kill" -> inAndBelow(group).forEach(this::kill);
      default -> {
        read(file);
        text.put(file, value + "\n");
      }
    }
    writes.add(file + "=" + value);
  }

  private void move(long pid, Path group) throws IOException {
    if (!alive.contains(pid)) {
      throw new IOException("No such process");
    }
    if (!processes.containsKey(group)) {
      throw new NoSuchFileException(group.toString());
    }
    if (!text.get(group.resolve("cgroup.subtree_control")).isBlank()) {
      throw new IOException("Device or resource busy");
    }
    processes.values().forEach(pids -> pids.remove(pid));
    processes.get(group).add(pid);
  }

  private void delegate(Path group, String value) throws IOException {
    if (!processes.get(group).isEmpty()) {
      throw new IOException("Device or resource busy");
    }
    text.put(group.resolve("cgroup.subtree_control"), value.replace("+", "") + "\n");
  }

  @Override
  public void make(Path directory) throws IOException {
    if (refused.containsKey("mkdir")) {
      throw new AccessDeniedException(directory.toString());
    }
    if (!processes.containsKey(directory.getParent())) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!processes.containsKey(directory)) {
      put(directory, text.get(directory.resolveSibling("cgroup.subtree_control")).strip());
    }
  }

  @Override
  public void remove(Path directory) throws IOException {
    if (processes.containsKey(directory)
        && !(processes.get(directory).isEmpty() && below(directory).isEmpty())) {
      throw new FileSystemException(directory.toString(), null, "Device or resource busy");
    }
    processes.remove(directory);
    text.keySet().removeIf(file -> file.startsWith(directory));
  }

  @Override
  public List<Path> below(Path directory) {
    return processes.keySet().stream().filter(it -> directory.equals(it.getParent())).toList();
  }

  @Override
  public boolean alive(long pid) {
    return alive.contains(pid);
  }

  @Override
  public void kill(long pid) {
    alive.remove(pid);
    processes.values().forEach(pids -> pids.remove(pid));
  }

  @Override
  public List<Long> family() {
    return List.of(SELF);
  }

  private List<Long> inAndBelow(Path group) {
    return processes.entrySet().stream()
        .filter(it -> it.getKey().startsWith(group))
        .flatMap(it -> it.getValue().stream())
        .toList();
  }
}
