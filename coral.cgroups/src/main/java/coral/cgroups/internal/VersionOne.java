// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import static java.util.stream.Collectors.toCollection;

import coral.api.limits.ResourceLimits;
import coral.api.limits.ResourceUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A hierarchy for each controller, or for some together, see the kernel's admin-guide/cgroup-v1.
 * Here memory kills and refused processes are counted in the very group of the process, not in
 * those above.
 */
final class VersionOne implements Hierarchies {
  private final Map<String, Path> own;
  private final Setting setting;
  private final Counters counters;

  /**
   * @param own by controller; controllers that are mounted together have the same directory
   */
  VersionOne(Map<String, Path> own, KernelFiles files) {
    this.own = Map.copyOf(own);
    setting = new Setting(files);
    counters = new Counters(files);
  }

  @Override
  public String kind() {
    return "cgroup v1";
  }

  @Override
  public List<String> missing() {
    return LIMITED.stream().filter(controller -> !own.containsKey(controller)).toList();
  }

  @Override
  public List<Path> own() {
    return new ArrayList<>(
        own.values().stream().sorted().collect(toCollection(LinkedHashSet::new)));
  }

  @Override
  public void openBelow(String group) {
    // groups below have all controllers of the hierarchy
  }

  @Override
  public void limit(String group, ResourceLimits limits) {
    Path cpu = own.get("cpu");
    if (cpu != null) {
      limitCpu(cpu.resolve(group), limits);
    }
    Path memory = own.get("memory");
    if (memory != null) {
      limitMemory(memory.resolve(group), limits.memoryBytes().orElse(-1));
    }
    Path pids = own.get("pids");
    if (pids != null) {
      String most = limits.pids().isPresent() ? "" + limits.pids().getAsInt() : "max";
      setting.set(pids.resolve(group), "pids.max", most);
    }
  }

  /** A burst may not exceed its quota, whatever is written first: both are taken off before. */
  private void limitCpu(Path group, ResourceLimits limits) {
    setting.set(group, "cpu.cfs_quota_us", "-1");
    setting.setIfThere(group, "cpu.cfs_burst_us", "0");
    setting.set(group, "cpu.cfs_period_us", "" + CpuBandwidth.PERIOD_MICROS);
    if (limits.cpuMillicores().isPresent()) {
      CpuBandwidth bandwidth = CpuBandwidth.ofMillicores(limits.cpuMillicores().getAsInt());
      setting.set(group, "cpu.cfs_quota_us", "" + bandwidth.quotaMicros());
      setting.setIfThere(group, "cpu.cfs_burst_us", "" + bandwidth.burstMicros());
    }
  }

  /** Memory with swap may never be limited to less than memory alone. */
  private void limitMemory(Path group, long bytes) {
    String value = "" + bytes;
    long before = counters.only(group.resolve("memory.memsw.limit_in_bytes"));
    if (bytes < 0 || bytes > before) {
      setting.setIfThere(group, "memory.memsw.limit_in_bytes", value);
      setting.set(group, "memory.limit_in_bytes", value);
    } else {
      setting.set(group, "memory.limit_in_bytes", value);
      setting.setIfThere(group, "memory.memsw.limit_in_bytes", value);
    }
  }

  @Override
  public ResourceUsage usage(String group) {
    return new ResourceUsage(
        Duration.ofNanos(counters.only(file("cpuacct", group, "cpuacct.usage"))),
        Duration.ofNanos(counters.keyed(file("cpu", group, "cpu.stat"), "throttled_time")),
        counters.only(file("memory", group, "memory.usage_in_bytes")),
        counters.only(file("memory", group, "memory.max_usage_in_bytes")),
        counters.keyed(file("memory", group, "memory.oom_control"), "oom_kill"),
        counters.keyed(file("pids", group, "pids.events"), "max"));
  }

  /** Of a controller that is not mounted: a file that does not exist. */
  private Path file(String controller, String group, String name) {
    return own.getOrDefault(controller, Path.of("/proc/none")).resolve(group).resolve(name);
  }
}
