// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where and with what figures were measured; a figure without that says nothing. */
final class Machine {
  private Machine() {}

  static Map<String, String> describe(Distribution distribution) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("cpu", line("/proc/cpuinfo", "model name"));
    facts.put("memory", line("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("jdk", System.getProperty("java.vendor.version") + " " + Runtime.version());
    facts.put("deno", deno(distribution));
    facts.put("duckdb", duckDb());
    facts.put("load average", loadAverage());
    return facts;
  }

  /** Over 1, 5 and 15 minutes. */
  static String loadAverage() {
    try {
      String[] loads = Files.readString(Path.of("/proc/loadavg")).split(" ", 4);
      return String.join(" ", loads[0], loads[1], loads[2]);
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String line(String file, String key) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String deno(Distribution distribution) {
    try {
      Process process = new ProcessBuilder(distribution.deno().toString(), "--version").start();
      String version =
          new String(process.getInputStream().readAllBytes(), UTF_8)
              .lines()
              .findFirst()
              .orElse("unknown");
      return version.replaceFirst("^deno ", "");
    } catch (IOException e) {
      return "none: " + e.getMessage();
    }
  }

  private static String duckDb() {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      return "none: " + e.getMessage();
    }
  }
}
