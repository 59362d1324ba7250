// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Processes of groups and of all below them; a group is a directory in each hierarchy. */
final class GroupTree {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final KernelFiles files;

  GroupTree(KernelFiles files) {
    this.files = files;
  }

  /** In any of the hierarchies: a process may have been moved in some of them only. */
  List<Long> processes(List<Path> group) {
    TreeSet<Long> pids = new TreeSet<>();
    for (Path directory : all(group)) {
      try {
        files
            .read(directory.resolve("cgroup.procs"))
            .lines()
            .map(Long::valueOf)
            .filter(pid -> pid > 0) // 0: of another pid namespace
            .forEach(pids::add);
      } catch (IOException e) {
        // removed meanwhile, so there is nothing in it
      }
    }
    return List.copyOf(pids);
  }

  /** Whether nothing is left. */
  boolean kill(List<Path> group) {
    return waitFor(
        () -> {
          List<Long> left = processes(group);
          signal(group, left);
          return left.isEmpty();
        });
  }

  private void signal(List<Path> group, List<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    for (Path directory : group) {
      try {
        Path kill = directory.resolve("cgroup.kill");
        if (files.exists(kill)) {
          files.write(kill, "1");
          return;
        }
      } catch (IOException e) {
        // removed meanwhile, or refused: one by one
      }
    }
    long self = ProcessHandle.current().pid();
    pids.stream().filter(pid -> pid != self).forEach(files::kill);
  }

  /** Removes groups and all below; whether they are gone. */
  boolean remove(List<Path> group) {
    // a group stays busy for a moment after its last process has ended
    return waitFor(() -> removeEmpty(group));
  }

  /** Removes what has no processes; whether that was all. */
  boolean removeEmpty(List<Path> group) {
    boolean gone = true;
    for (Path directory : all(group)) {
      try {
        files.remove(directory);
      } catch (IOException e) {
        gone = false;
      }
    }
    return gone;
  }

  /** Lowest first. */
  private List<Path> all(List<Path> group) {
    List<Path> found = new ArrayList<>();
    group.forEach(directory -> collect(directory, found));
    return found;
  }

  private void collect(Path directory, List<Path> found) {
    try {
      files.below(directory).forEach(below -> collect(below, found));
    } catch (IOException e) {
      // removed meanwhile, so there is nothing below
    }
    found.add(directory);
  }

  /** An interrupt does not shorten it, else processes would be left. */
  private static boolean waitFor(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long pause = 200_000;
    boolean interrupted = false;
    boolean met = condition.getAsBoolean();
    while (!met && System.nanoTime() < end) {
      interrupted |= Thread.interrupted(); // else parking returns at once
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, 20_000_000);
      met = condition.getAsBoolean();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return met;
  }
}
