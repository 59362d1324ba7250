// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What scripts can do here, by the SDK methods that there are: {@code db} for {@code db.query},
 * {@code x.name} for a plug-in's {@code x.name.method}. Thread-safe.
 */
final class Capabilities {
  private final List<String> methods = new CopyOnWriteArrayList<>();

  void add(String method) {
    methods.add(method);
  }

  void remove(String method) {
    methods.remove(method);
  }

  /** Sorted and distinct. */
  List<String> names() {
    return methods.stream().map(Capabilities::of).distinct().sorted().toList();
  }

  private static String of(String method) {
    int end = method.lastIndexOf('.');
    return end < 0 ? method : method.substring(0, end);
  }
}
