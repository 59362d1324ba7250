// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import coral.api.limits.ResourceGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what groups this process may make. Version 1 is taken where it has a controller that we
 * limit, since version 2 then has not.
 */
final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final Set<String> WANTED = Set.of("cpu", "cpuacct", "memory", "pids");

  private final KernelFiles files;
  private final BaseName base;

  Discovery(BaseName base, KernelFiles files) {
    this.base = base;
    this.files = files;
  }

  /**
   * @param proc {@code /proc/self}
   */
  ResourceGroups groups(Path proc) {
    try {
      return groups(
          Mount.parse(files.read(proc.resolve("mountinfo"))),
          Membership.parse(files.read(proc.resolve("cgroup"))));
    } catch (IOException e) {
      return new NoGroups(
          "%s cannot be read (%s); control groups need Linux with /proc mounted"
              .formatted(proc, Setting.reason(e)));
    }
  }

  private ResourceGroups groups(List<Mount> mounts, List<Membership> memberships) {
    Map<String, Path> own = new TreeMap<>();
    for (Membership membership : memberships) {
      for (String controller : membership.controllers()) {
        if (WANTED.contains(controller)) {
          directory(mounts, membership, controller).ifPresent(path -> own.put(controller, path));
        }
      }
    }
    if (Hierarchies.LIMITED.stream().anyMatch(own::containsKey)) {
      return versionOne(own);
    }
    return memberships.stream()
        .filter(Membership::unified)
        .findFirst()
        .flatMap(membership -> directory(mounts, membership, ""))
        .map(this::versionTwo)
        .orElseGet(
            () ->
                new NoGroups(
                    "no control group file system shows this process's group; mount one, or start"
                        + " the container with its own (--cgroupns=private)"));
  }

  private static Optional<Path> directory(
      List<Mount> mounts, Membership membership, String controller) {
    return mounts.stream()
        .filter(mount -> mount.unified() == membership.unified())
        .filter(mount -> mount.unified() || mount.options().contains(controller))
        .map(mount -> mount.directory(membership.group()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private ResourceGroups versionOne(Map<String, Path> own) {
    String refused = "";
    for (Path directory : new HashSet<>(own.values())) {
      try {
        files.make(directory.resolve(base.group()));
      } catch (IOException e) {
        refused = "%s (%s)".formatted(directory, Setting.reason(e));
        own.values().removeIf(directory::equals);
      }
    }
    if (Hierarchies.LIMITED.stream().noneMatch(own::containsKey)) {
      return new NoGroups(
          "no group can be made in %s; run as root, with the control groups mounted for writing"
              .formatted(refused));
    }
    return ready(new VersionOne(own, files));
  }

  private ResourceGroups versionTwo(Path group) {
    Path own = Delegation.above(group);
    try {
      List<String> has = List.of(files.read(own.resolve("cgroup.controllers")).strip().split(" "));
      List<String> wanted = Hierarchies.LIMITED.stream().filter(has::contains).toList();
      if (wanted.isEmpty()) {
        return new NoGroups(
            "%s has none of the controllers cpu, memory and pids; delegate them to it, with systemd: Delegate=yes"
                .formatted(own));
      }
      VersionTwo two = new VersionTwo(own, wanted, files);
      new Delegation(own, files).take(two);
      files.make(own.resolve(base.group()));
      return ready(two);
    } catch (IOException e) {
      return new NoGroups(
          "groups below %s cannot have limits (%s); let Coral have that group for itself, with systemd: a service with Delegate=yes"
              .formatted(own, Setting.reason(e)));
    }
  }

  private ControlGroups ready(Hierarchies hierarchies) {
    GroupTree tree = new GroupTree(files);
    for (Path own : hierarchies.own()) {
      for (Path stale : stale(own)) {
        tree.kill(List.of(stale));
        if (!tree.remove(List.of(stale))) {
          LOG.warn("Cannot remove {}, which an earlier process left behind", stale);
        }
      }
    }
    return new ControlGroups(hierarchies, base.group(), files);
  }

  private List<Path> stale(Path own) {
    try {
      return files.below(own).stream()
          .filter(below -> base.isStale(below.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      LOG.warn("Cannot look for what an earlier process left in {}", own, e);
      return List.of();
    }
  }
}
