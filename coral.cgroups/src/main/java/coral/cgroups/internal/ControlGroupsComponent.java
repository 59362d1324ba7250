// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;
import coral.api.runtime.DataDirectory;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the control groups of this process. */
@Component(immediate = true, configurationPid = "coral.cgroups")
public final class ControlGroupsComponent implements ResourceGroups {
  private static final Logger LOG = LoggerFactory.getLogger(ControlGroupsComponent.class);

  private final Bundle framework;
  private final ResourceGroups groups;

  @Activate
  public ControlGroupsComponent(
      BundleContext context, @Reference(name = "data") DataDirectory data) {
    framework = context.getBundle(0);
    BaseName base = BaseName.of(data.root());
    groups = new Discovery(base, new LinuxFiles()).groups(Path.of("/proc/self"));
    report(groups.info());
  }

  private static void report(Info info) {
    if (!info.available()) {
      LOG.info("No control groups: {}", info.reason());
    } else if (!info.missing().isEmpty()) {
      LOG.info("{} without limits on {}", info.kind(), String.join(", ", info.missing()));
    }
  }

  @Override
  public Info info() {
    return groups.info();
  }

  @Override
  public ResourceGroup open(String name, ResourceLimits limits) {
    return groups.open(name, limits);
  }

  /** An update leaves all groups to the successor, which may be in use already. */
  @Deactivate
  public void close() {
    if (framework.getState() == Bundle.STOPPING && groups instanceof ControlGroups made) {
      made.removeEmpty();
    }
  }
}
