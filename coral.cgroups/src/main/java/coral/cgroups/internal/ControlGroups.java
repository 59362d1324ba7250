// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** All groups of this process, below one that is named for the data directory and the process. */
final class ControlGroups implements ResourceGroups {
  /** No dots: the kernel's own files have them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

  private final Hierarchies hierarchies;
  private final String base;
  private final KernelFiles files;
  private final Info info;

  ControlGroups(Hierarchies hierarchies, String base, KernelFiles files) {
    this.hierarchies = hierarchies;
    this.base = base;
    this.files = files;
    info = new Info(hierarchies.kind(), "", hierarchies.missing());
  }

  @Override
  public Info info() {
    return info;
  }

  @Override
  public ResourceGroup open(String name, ResourceLimits limits) {
    if (!NAME.matcher(name).matches()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "cannot open the resource group %s: its name is not letters, digits, _ and - with / between"
              .formatted(name));
    }
    String path = base + "/" + name;
    try {
      hierarchies.openBelow(path.substring(0, path.lastIndexOf('/')));
      for (Path directory : hierarchies.directories(path)) {
        files.make(directory);
      }
    } catch (IOException e) {
      throw Setting.unavailable(
          "cannot make the resource group %s: %s".formatted(name, Setting.reason(e)), e);
    }
    ControlGroup group = new ControlGroup(hierarchies, path, files);
    group.limit(limits);
    return group;
  }

  /**
   * Removes what has no processes; the rest is for the next process of the data directory.
   *
   * @return whether that was all
   */
  boolean removeEmpty() {
    return new GroupTree(files).removeEmpty(hierarchies.directories(base));
  }
}
