// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The activator of {@link TestJar}s: offers a service, or fails, as its manifest says. */
public final class Greeter implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    switch (String.valueOf(context.getBundle().getHeaders().get("Greeter"))) {
      case "fails" -> throw new IllegalStateException("no greeting today");
      case "silent" -> {}
      default -> {
        String version = context.getBundle().getVersion().toString();
        context.registerService(Supplier.class, () -> version, null);
      }
    }
  }

  @Override
  public void stop(BundleContext context) {
    // the framework withdraws the service
  }
}
