// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Commands about the bundles of this process. */
@Component(
    service = FrameworkCommands.class,
    immediate = true,
    configurationPid = "coral.shell",
    property = {Parts.SCOPE, Parts.FUNCTION + "bundles"})
public final class FrameworkCommands {
  private final BundleContext context;

  @Activate
  public FrameworkCommands(BundleContext context) {
    this.context = context;
  }

  /** Prints a table. */
  @Descriptor("bundles, Coral's own first; those of DIR/bundles are drop-ins")
  public void bundles() {
    Parts.print(BundleText.table(List.of(context.getBundles())));
  }
}
