// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A group in all hierarchies. All state is the kernel's. */
final class ControlGroup implements ResourceGroup {
  private final Hierarchies hierarchies;
  private final String path;
  private final List<Path> directories;
  private final KernelFiles files;
  private final GroupTree tree;

  ControlGroup(Hierarchies hierarchies, String path, KernelFiles files) {
    this.hierarchies = hierarchies;
    this.path = path;
    this.files = files;
    directories = hierarchies.directories(path);
    tree = new GroupTree(files);
  }

  @Override
  public void limit(ResourceLimits limits) {
    hierarchies.limit(path, limits);
  }

  @Override
  public void add(long pid) {
    if (pid <= 0 || pid == ProcessHandle.current().pid()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "cannot add process %d to group %s: only other processes can be added"
              .formatted(pid, path));
    }
    for (Path directory : directories) {
      try {
        files.write(directory.resolve("cgroup.procs"), Long.toString(pid));
      } catch (IOException e) {
        if (!files.alive(pid)) {
          return;
        }
        throw Setting.unavailable(
            "cannot move process %d to %s: %s".formatted(pid, directory, Setting.reason(e)), e);
      }
    }
  }

  @Override
  public ResourceUsage usage() {
    return hierarchies.usage(path);
  }

  @Override
  public List<Long> processes() {
    return tree.processes(directories);
  }

  @Override
  public void kill() {
    tree.kill(directories);
  }

  @Override
  public void close() {
    refuseForks();
    tree.kill(directories);
    if (!tree.remove(directories)) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "cannot remove group %s: after two seconds of SIGKILL these processes are left: %s"
              .formatted(path, processes()));
    }
  }

  /** Version 1 kills one by one, and must not have to race with what forks. */
  private void refuseForks() {
    for (Path directory : directories) {
      Path most = directory.resolve("pids.max");
      try {
        if (files.exists(most)) {
          files.write(most, "0");
        }
      } catch (IOException e) {
        // removed meanwhile, or refused: the killing is repeated anyway
      }
    }
  }
}
