// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.telemetry.HostStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import oshi.hardware.GlobalMemory;

/** Memory as OSHI has it, and from Linux's meminfo what OSHI leaves out: free and cached. */
final class MemoryReader {
  private final GlobalMemory memory;
  private final Path meminfo;

  MemoryReader(GlobalMemory memory, Path meminfo) {
    this.memory = memory;
    this.meminfo = meminfo;
  }

  HostStats.Memory read() {
    long available = memory.getAvailable();
    var swap = memory.getVirtualMemory();
    Map<String, Long> linux = linux();
    return new HostStats.Memory(
        memory.getTotal(),
        available,
        linux.getOrDefault("MemFree", available),
        linux.getOrDefault("Cached", 0L)
            + linux.getOrDefault("Buffers", 0L)
            + linux.getOrDefault("SReclaimable", 0L),
        swap.getSwapTotal(),
        swap.getSwapUsed());
  }

  /** Bytes by name; empty where there is no such file. */
  private Map<String, Long> linux() {
    if (!Files.exists(meminfo)) {
      return Map.of();
    }
    Map<String, Long> bytes = new HashMap<>();
    try {
      for (String line : Files.readAllLines(meminfo, UTF_8)) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).strip();
        if (colon > 0 && value.endsWith(" kB")) {
          long kib = Long.parseLong(value.substring(0, value.length() - 3));
          bytes.put(line.substring(0, colon), kib * 1024);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
