// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import coral.api.telemetry.HostStats;
import java.nio.file.Path;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/** This host, read with OSHI. Thread-safe. */
public final class OshiHost implements HostStats {
  private final HardwareAbstractionLayer hardware;
  private final OperatingSystem system;
  private final CentralProcessor processor;
  private final CpuSampler cpu;
  private final MemoryReader memory;

  public OshiHost() {
    SystemInfo info = new SystemInfo();
    hardware = info.getHardware();
    system = info.getOperatingSystem();
    processor = hardware.getProcessor();
    cpu = new CpuSampler(processor::getSystemCpuLoadTicks, System::nanoTime);
    memory = new MemoryReader(hardware.getMemory(), Path.of("/proc/meminfo"));
  }

  @Override
  public Cpu cpu() {
    CpuTimes times = cpu.times();
    double[] load = processor.getSystemLoadAverage(3);
    return new Cpu(
        100 * times.busy(),
        100 * (times.share(TickType.USER) + times.share(TickType.NICE)),
        100 * times.share(TickType.SYSTEM),
        100 * times.share(TickType.IOWAIT),
        processor.getLogicalProcessorCount(),
        load[0],
        load[1],
        load[2]);
  }

  @Override
  public Memory memory() {
    return memory.read();
  }

  @Override
  public Host host() {
    return new Host(
        system.getNetworkParams().getHostName(),
        system.getFamily(),
        System.getProperty("os.version", "unknown"),
        System.getProperty("os.arch", "unknown"),
        system.getSystemUptime(),
        processor.getLogicalProcessorCount());
  }

  CpuTimes cpuTimes() {
    return cpu.times();
  }

  HardwareAbstractionLayer hardware() {
    return hardware;
  }

  OperatingSystem system() {
    return system;
  }
}
