// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import coral.api.telemetry.HostStats;
import coral.api.telemetry.TelemetryRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;

/** What a host says of itself, in the names of OpenTelemetry's system metrics. */
final class HostMetrics {
  private final OshiHost host;

  HostMetrics(OshiHost host) {
    this.host = host;
  }

  List<TelemetryRow> sample(Instant time) {
    SystemMetricRows rows = new SystemMetricRows(time);
    cpu(rows);
    memory(rows);
    host.system().getFileSystem().getFileStores(true).forEach(store -> fileSystem(rows, store));
    host.hardware().getNetworkIFs().forEach(network -> network(rows, network));
    host.hardware().getDiskStores().forEach(disk -> disk(rows, disk));
    rows.gauge("system.uptime", "s", host.system().getSystemUptime());
    rows.gauge("system.process.count", "{process}", host.system().getProcessCount());
    return rows.rows();
  }

  private void cpu(SystemMetricRows rows) {
    CpuTimes times = host.cpuTimes();
    for (TickType type : TickType.values()) {
      rows.gauge("system.cpu.utilization", "1", times.share(type), "state", state(type));
    }
    HostStats.Cpu cpu = host.cpu();
    rows.gauge("system.cpu.logical.count", "{cpu}", cpu.cores());
    rows.gauge("system.cpu.load_average.1m", "{thread}", cpu.load1m());
    rows.gauge("system.cpu.load_average.5m", "{thread}", cpu.load5m());
    rows.gauge("system.cpu.load_average.15m", "{thread}", cpu.load15m());
  }

  private static String state(TickType type) {
    return switch (type) {
      case IOWAIT -> "wait";
      case IRQ -> "interrupt";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }

  /** used, free and cached add up to the total, as far as the host's own numbers do. */
  private void memory(SystemMetricRows rows) {
    HostStats.Memory memory = host.memory();
    long used = Math.max(0, memory.total() - memory.free() - memory.cached());
    rows.gauge("system.memory.limit", "By", memory.total());
    rows.gauge("system.linux.memory.available", "By", memory.available());
    memory(rows, memory, "used", used);
    memory(rows, memory, "free", memory.free());
    memory(rows, memory, "cached", memory.cached());
    rows.gauge("system.paging.usage", "By", memory.swapUsed(), "state", "used");
    rows.gauge(
        "system.paging.usage", "By", memory.swapTotal() - memory.swapUsed(), "state", "free");
  }

  private static void memory(
      SystemMetricRows rows, HostStats.Memory memory, String state, long bytes) {
    rows.gauge("system.memory.usage", "By", bytes, "state", state);
    rows.gauge("system.memory.utilization", "1", (double) bytes / memory.total(), "state", state);
  }

  private static void fileSystem(SystemMetricRows rows, OSFileStore store) {
    long total = store.getTotalSpace();
    if (total <= 0) {
      return;
    }
    long used = total - store.getFreeSpace();
    fileSystem(rows, store, "used", used);
    fileSystem(rows, store, "free", store.getUsableSpace());
    rows.gauge(
        "system.filesystem.utilization",
        "1",
        (double) used / total,
        "device",
        store.getVolume(),
        "mountpoint",
        store.getMount());
  }

  private static void fileSystem(
      SystemMetricRows rows, OSFileStore store, String state, long bytes) {
    rows.gauge(
        "system.filesystem.usage",
        "By",
        bytes,
        "state",
        state,
        "device",
        store.getVolume(),
        "mountpoint",
        store.getMount(),
        "type",
        store.getType());
  }

  private static void network(SystemMetricRows rows, NetworkIF network) {
    String device = network.getName();
    counters(rows, "system.network.io", "By", device, "receive", network.getBytesRecv());
    counters(rows, "system.network.io", "By", device, "transmit", network.getBytesSent());
    counters(rows, "system.network.errors", "{error}", device, "receive", network.getInErrors());
    counters(rows, "system.network.errors", "{error}", device, "transmit", network.getOutErrors());
  }

  private static void disk(SystemMetricRows rows, HWDiskStore disk) {
    String device = disk.getName();
    counters(rows, "system.disk.io", "By", device, "read", disk.getReadBytes());
    counters(rows, "system.disk.io", "By", device, "write", disk.getWriteBytes());
    counters(rows, "system.disk.operations", "{operation}", device, "read", disk.getReads());
    counters(rows, "system.disk.operations", "{operation}", device, "write", disk.getWrites());
  }

  private static void counters(
      SystemMetricRows rows,
      String name,
      String unit,
      String device,
      String direction,
      long value) {
    rows.counter(name, unit, value, "device", device, "direction", direction);
  }
}
