// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.runtime.DataDirectory;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs what is dropped into {@code DIR/bundles}. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "coral.boot")
public final class DropInComponent {
  private final DropInDirectory directory;

  @Activate
  public DropInComponent(BundleContext context, @Reference(name = "data") DataDirectory data) {
    // the system bundle's context: what it installs does not belong to this bundle
    BundleContext system = context.getBundle(0).getBundleContext();
    BundleSwap swap = new BundleSwap(system, new OfferedServices(Duration.ofSeconds(5)));
    directory = new DropInDirectory(data.directory("bundles"), swap);
    directory.start();
  }

  @Deactivate
  public void close() {
    directory.close();
  }
}
