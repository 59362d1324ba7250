// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarFile;
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
 * want the same port or file. A bundle of the distribution is stopped, never uninstalled: when the
 * drop-in is removed it takes its place again. Not thread-safe.
 */
final class BundleSwap implements DropInDirectory.Target {
  private static final Logger LOG = LoggerFactory.getLogger(BundleSwap.class);
  private static final String LOCATION_PREFIX = "drop-in:";

  /** These keep what must outlive updates, or carry every other bundle's contracts. */
  private static final Set<String> FIXED = Set.of("coral.api", "coral.handover", "coral.boot");

  private final BundleContext context;
  private final AtomicLong generation = new AtomicLong();

  BundleSwap(BundleContext context) {
    this.context = context;
  }

  @Override
  public void install(Path jar) {
    String name = symbolicName(jar);
    if (FIXED.contains(name) || name.startsWith("coral.lib.")) {
      throw new IllegalStateException(
          name
              + " cannot be updated in a running process: replace it in the distribution and restart");
    }
    List<Bundle> predecessors = running(name);
    Bundle successor = null;
    try (InputStream content = Files.newInputStream(jar)) {
      String location = LOCATION_PREFIX + jar.getFileName() + "#" + generation.incrementAndGet();
      successor = context.installBundle(location, content);
      replace(predecessors, successor);
      LOG.info("bundle {} {} runs from {}", name, successor.getVersion(), jar.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BundleException e) {
      restore(predecessors, successor);
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static void replace(List<Bundle> predecessors, Bundle successor) throws BundleException {
    boolean beside = "beside".equals(successor.getHeaders().get("Coral-Update"));
    if (beside) {
      successor.start(Bundle.START_TRANSIENT);
    }
    for (Bundle predecessor : predecessors) {
      predecessor.stop(Bundle.STOP_TRANSIENT);
    }
    if (!beside) {
      successor.start(Bundle.START_TRANSIENT);
    }
    for (Bundle predecessor : predecessors) {
      if (isDropIn(predecessor)) {
        predecessor.uninstall();
      }
    }
  }

  /** The successor did not start: back to what ran before. */
  private static void restore(
      List<Bundle> predecessors, @org.jspecify.annotations.Nullable Bundle successor) {
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
    String prefix = LOCATION_PREFIX + jar.getFileName() + "#";
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getLocation().startsWith(prefix)) {
        remove(bundle);
      }
    }
  }

  private void remove(Bundle dropIn) {
    try {
      dropIn.uninstall();
      for (Bundle bundle : context.getBundles()) {
        if (dropIn.getSymbolicName().equals(bundle.getSymbolicName())) {
          bundle.start(Bundle.START_TRANSIENT);
        }
      }
      LOG.info("bundle {} {} removed", dropIn.getSymbolicName(), dropIn.getVersion());
    } catch (BundleException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private List<Bundle> running(String name) {
    List<Bundle> found = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE) {
        found.add(bundle);
      }
    }
    return found;
  }

  private static boolean isDropIn(Bundle bundle) {
    return bundle.getLocation().startsWith(LOCATION_PREFIX);
  }

  private static String symbolicName(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      String name =
          Objects.requireNonNull(file.getManifest(), "it has no manifest")
              .getMainAttributes()
              .getValue(Constants.BUNDLE_SYMBOLICNAME);
      return Objects.requireNonNull(name, "its manifest has no Bundle-SymbolicName")
          .split(";", 2)[0]
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
