// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** What bundles offer to others. */
final class OfferedServices {
  private static final long POLL_MS = 10;

  private final Duration patience;

  /** Waits up to {@code patience} for what has to appear. */
  OfferedServices(Duration patience) {
    this.patience = patience;
  }

  /**
   * Returns when {@code successor} offers each service interface that its predecessors offer.
   *
   * @throws IllegalStateException when it does not in time
   */
  void await(Bundle successor, List<Bundle> predecessors) {
    Set<String> missing = new HashSet<>();
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      missing.clear();
      predecessors.forEach(predecessor -> missing.addAll(interfaces(predecessor)));
      missing.removeAll(interfaces(successor));
      if (missing.isEmpty()) {
        return;
      }
      pause();
    } while (System.nanoTime() < deadline);
    throw new IllegalStateException(
        "%s %s does not offer %s, which the running version does"
            .formatted(successor.getSymbolicName(), successor.getVersion(), missing));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a bundle is replaced", e);
    }
  }

  private static Set<String> interfaces(Bundle bundle) {
    ServiceReference<?>[] references = bundle.getRegisteredServices();
    Set<String> names = new HashSet<>();
    for (ServiceReference<?> reference :
        references == null ? new ServiceReference<?>[0] : references) {
      Stream.of((String[]) reference.getProperty(Constants.OBJECTCLASS)).forEach(names::add);
    }
    return names;
  }
}
