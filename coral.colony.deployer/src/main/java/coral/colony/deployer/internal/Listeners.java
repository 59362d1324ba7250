// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to know that the desired state of an agent may have changed. Thread-safe. */
final class Listeners {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<Runnable> all = new CopyOnWriteArrayList<>();

  /** Close to stop listening. */
  AutoCloseable add(Runnable listener) {
    all.add(listener);
    return () -> all.remove(listener);
  }

  void tell() {
    for (Runnable listener : all) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("a listener to deployments failed", e);
      }
    }
  }

  void clear() {
    all.clear();
  }
}
