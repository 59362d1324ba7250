// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Control groups without a kernel: a single group, which remembers what it was told. */
final class FakeGroups implements ResourceGroups, ResourceGroup {
  final List<ResourceLimits> limits = new CopyOnWriteArrayList<>();
  final List<Long> added = new CopyOnWriteArrayList<>();
  volatile Info info = new Info("cgroup v2", "");
  volatile boolean refusing;
  volatile boolean closed;
  volatile long memoryKills;

  @Override
  public Info info() {
    return info;
  }

  @Override
  public ResourceGroup open(String name, ResourceLimits wanted) {
    if (!name.equals("query") || refusing) {
      throw new CoralException(ErrorCode.UNAVAILABLE, "cannot make the resource group " + name);
    }
    limit(wanted);
    return this;
  }

  @Override
  public void limit(ResourceLimits wanted) {
    limits.add(wanted);
  }

  @Override
  public void add(long pid) {
    added.add(pid);
  }

  @Override
  public ResourceUsage usage() {
    return new ResourceUsage(Duration.ZERO, Duration.ZERO, 0, 0, memoryKills, 0);
  }

  @Override
  public List<Long> processes() {
    return List.copyOf(added);
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("the worker is killed by its process");
  }

  @Override
  public void close() {
    closed = true;
  }
}
