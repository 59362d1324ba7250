// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a dropped-in bundle in the place of the running one of the same symbolic name. A bundle
 * whose manifest says {@code Coral-Update: beside} is started before its predecessor is stopped, so
 * that its services never are away; any other waits until the predecessor has stopped, since both
 * want the same port or file. What was replaced, be it of the distribution or of another jar, is
 * stopped, never uninstalled: when the drop-in is removed it takes its place again. Not
 * thread-safe.
 */
final class BundleSwap implements DropInDirectory.Target {
  private static final Logger LOG = LoggerFactory.getLogger(BundleSwap.class);
  private static final String LOCATION_PREFIX = "drop-in:";

  /** These keep what must outlive updates, or carry every other bundle's contracts. */
  private static final Set<String> FIXED = Set.of("coral.api", "coral.handover", "coral.boot");

  private final BundleContext context;
  private final OfferedServices services;
  private final AtomicLong generation = new AtomicLong();
  private boolean ready;

  BundleSwap(BundleContext context, OfferedServices services) {
    this.context = context;
    this.services = services;
  }

  /** Once the launcher has started all bundles: it would start a predecessor that is stopped. */
  @Override
  public boolean ready() {
    ready = ready || Stream.of(context.getBundles()).allMatch(BundleSwap::isStarted);
    return ready;
  }

  private static boolean isStarted(Bundle bundle) {
    return bundle.getState() == Bundle.ACTIVE
        || bundle.getState() == Bundle.STARTING
        || bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
  }

  @Override
  public void install(Path jar) {
    String name = BundleJar.symbolicName(jar);
    if (FIXED.contains(name) || name.startsWith("coral.lib.")) {
      throw new IllegalStateException(
          name
              + " cannot be updated in a running process: replace it in the distribution and restart");
    }
    List<Bundle> predecessors = named(name).filter(BundleSwap::isActive).toList();
    List<Bundle> earlierContents = of(jar).toList();
    Bundle successor = null;
    try (InputStream content = Files.newInputStream(jar)) {
      successor = context.installBundle(prefix(jar) + generation.incrementAndGet(), content);
      replace(predecessors, successor);
      for (Bundle earlier : earlierContents) {
        earlier.uninstall();
      }
      LOG.info("bundle {} {} runs from {}", name, successor.getVersion(), jar.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BundleException | IllegalStateException e) {
      restore(predecessors, successor);
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void replace(List<Bundle> predecessors, Bundle successor) throws BundleException {
    boolean beside = runsBeside(successor);
    if (beside) {
      successor.start(Bundle.START_TRANSIENT);
      services.await(successor, predecessors);
    }
    for (Bundle predecessor : predecessors) {
      predecessor.stop(Bundle.STOP_TRANSIENT);
    }
    if (!beside) {
      successor.start(Bundle.START_TRANSIENT);
    }
  }

  /** The successor did not start: back to what ran before. */
  private static void restore(List<Bundle> predecessors, @Nullable Bundle successor) {
    try {
      if (successor != null) {
        successor.uninstall();
      }
      for (Bundle predecessor : predecessors) {
        predecessor.start(Bundle.START_TRANSIENT);
      }
    } catch (BundleException e) {
      LOG.error("cannot return to the bundle that ran before: {}", e.getMessage(), e);
    }
  }

  @Override
  public void remove(Path jar) {
    for (Bundle bundle : of(jar).toList()) {
      try {
        remove(bundle);
        LOG.info("bundle {} {} removed", bundle.getSymbolicName(), bundle.getVersion());
      } catch (BundleException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
  }

  private void remove(Bundle dropIn) throws BundleException {
    Optional<Bundle> heir = isActive(dropIn) ? heirOf(dropIn) : Optional.empty();
    try {
      if (heir.isPresent() && runsBeside(heir.get())) {
        heir.get().start(Bundle.START_TRANSIENT);
        services.await(heir.get(), List.of(dropIn));
      }
    } finally {
      dropIn.uninstall();
    }
    if (heir.isPresent()) {
      heir.get().start(Bundle.START_TRANSIENT);
    }
  }

  /** The drop-in of that name installed last, else the distribution's bundle. */
  private Optional<Bundle> heirOf(Bundle dropIn) {
    return named(dropIn.getSymbolicName())
        .filter(bundle -> !bundle.equals(dropIn))
        .max(Comparator.comparing(BundleSwap::isDropIn).thenComparingLong(Bundle::getBundleId));
  }

  private Stream<Bundle> named(String name) {
    return Stream.of(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName()));
  }

  private Stream<Bundle> of(Path jar) {
    String prefix = prefix(jar);
    return Stream.of(context.getBundles())
        .filter(bundle -> bundle.getLocation().startsWith(prefix));
  }

  private static String prefix(Path jar) {
    return LOCATION_PREFIX + jar.getFileName() + "#";
  }

  private static boolean runsBeside(Bundle bundle) {
    return "beside".equals(bundle.getHeaders().get("Coral-Update"));
  }

  private static boolean isActive(Bundle bundle) {
    return bundle.getState() == Bundle.ACTIVE;
  }

  private static boolean isDropIn(Bundle bundle) {
    return bundle.getLocation().startsWith(LOCATION_PREFIX);
  }
}
