// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names as Prometheus has always allowed them: {@code [a-zA-Z_:][a-zA-Z0-9_:]*} for metrics, the
 * same without a colon for labels (prometheus.io, "Data model").
 */
public final class Names {
  /** Endings that OpenMetrics keeps for its own series; a counter gets its {@code _total} back. */
  private static final List<String> RESERVED = List.of("_total", "_created", "_bucket", "_info");

  private Names() {}

  /** Empty when nothing of the name can be kept. */
  static String metric(String name) {
    String legal = legal(name, "[^a-zA-Z0-9_:]");
    for (int i = 0; i < RESERVED.size(); i++) {
      String ending = RESERVED.get(i);
      if (legal.endsWith(ending)) {
        legal = legal.substring(0, legal.length() - ending.length());
        i = -1;
      }
    }
    return legal;
  }

  /** A label that Coral sets itself is moved aside, as Prometheus does with those of targets. */
  public static String label(String name) {
    String legal = legal(name, "[^a-zA-Z0-9_]");
    while (legal.startsWith("__")) {
      legal = legal.substring(1);
    }
    return legal.equals("script") || legal.equals("agent") ? "exported_" + legal : legal;
  }

  /** Of several that come to one name, the last counts. */
  static SortedMap<String, String> labels(SortedMap<String, String> labels) {
    SortedMap<String, String> legal = new TreeMap<>();
    labels.forEach((name, value) -> legal.put(label(name), value));
    return legal;
  }

  private static String legal(String name, String others) {
    String legal = name.replaceAll(others, "_");
    boolean startsWithDigit = !legal.isEmpty() && Character.isDigit(legal.charAt(0));
    return startsWithDigit ? "_" + legal : legal;
  }
}
