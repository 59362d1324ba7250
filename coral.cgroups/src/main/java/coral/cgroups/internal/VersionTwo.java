// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static java.util.stream.Collectors.joining;

import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One hierarchy for all controllers, which a group lets the groups below it have; it then has no
 * processes itself. See the kernel's admin-guide/cgroup-v2.
 */
final class VersionTwo implements Hierarchies {
  private final Path own;
  private final List<String> controllers;
  private final KernelFiles files;
  private final Setting setting;
  private final Counters counters;

  VersionTwo(Path own, List<String> controllers, KernelFiles files) {
    this.own = own;
    this.controllers = List.copyOf(controllers);
    this.files = files;
    setting = new Setting(files);
    counters = new Counters(files);
  }

  @Override
  public String kind() {
    return "cgroup v2";
  }

  @Override
  public List<String> missing() {
    return LIMITED.stream().filter(controller -> !controllers.contains(controller)).toList();
  }

  @Override
  public List<Path> own() {
    return List.of(own);
  }

  @Override
  public void openBelow(String group) throws IOException {
    Path directory = own.resolve(group);
    Path control = directory.resolve("cgroup.subtree_control");
    List<String> now = List.of(files.read(control).strip().split(" "));
    if (now.containsAll(controllers)) {
      return;
    }
    files.write(control, controllers.stream().map(name -> "+" + name).collect(joining(" ")));
    if (!group.isEmpty()) {
      // else its limit would kill all groups below instead of the one that grew
      setting.setIfThere(directory, "memory.oom.group", "0");
    }
  }

  @Override
  public void limit(String group, ResourceLimits limits) {
    Path directory = own.resolve(group);
    if (controllers.contains("cpu")) {
      limitCpu(directory, limits);
    }
    if (controllers.contains("memory")) {
      boolean limited = limits.memoryBytes().isPresent();
      setting.setIfThere(directory, "memory.swap.max", limited ? "0" : "max");
      setting.set(directory, "memory.max", limited ? "" + limits.memoryBytes().getAsLong() : "max");
    }
    if (controllers.contains("pids")) {
      String most = limits.pids().isPresent() ? "" + limits.pids().getAsInt() : "max";
      setting.set(directory, "pids.max", most);
    }
    if (counters.text(directory.resolve("cgroup.subtree_control")).isBlank()) {
      setting.setIfThere(directory, "memory.oom.group", "1");
    }
  }

  /** A burst may not exceed its quota, whatever is written first: it is taken off before. */
  private void limitCpu(Path directory, ResourceLimits limits) {
    setting.setIfThere(directory, "cpu.max.burst", "0");
    if (limits.cpuMillicores().isEmpty()) {
      setting.set(directory, "cpu.max", "max " + CpuBandwidth.PERIOD_MICROS);
      return;
    }
    CpuBandwidth bandwidth = CpuBandwidth.ofMillicores(limits.cpuMillicores().getAsInt());
    setting.set(directory, "cpu.max", bandwidth.quotaMicros() + " " + CpuBandwidth.PERIOD_MICROS);
    setting.setIfThere(directory, "cpu.max.burst", "" + bandwidth.burstMicros());
  }

  @Override
  public ResourceUsage usage(String group) {
    Path directory = own.resolve(group);
    Path cpu = directory.resolve("cpu.stat");
    return new ResourceUsage(
        Duration.ofNanos(1000 * counters.keyed(cpu, "usage_usec")),
        Duration.ofNanos(1000 * counters.keyed(cpu, "throttled_usec")),
        counters.only(directory.resolve("memory.current")),
        counters.only(directory.resolve("memory.peak")),
        counters.keyed(directory.resolve("memory.events"), "oom_kill"),
        counters.keyed(directory.resolve("pids.events"), "max"));
  }
}
