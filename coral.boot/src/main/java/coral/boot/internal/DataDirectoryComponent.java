// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.runtime.DataDirectory;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Publishes the locked data directory. */
@Component(service = DataDirectory.class, immediate = true, configurationPid = "coral.boot")
public final class DataDirectoryComponent implements DataDirectory {
  private final LockedDirectory directory;

  @Activate
  public DataDirectoryComponent(BundleContext context) {
    directory = LockedDirectory.open(Path.of(BootProperty.DATA.require(context)));
  }

  @Override
  public Path root() {
    return directory.root();
  }

  @Override
  public Path directory(String name) {
    return directory.directory(name);
  }

  @Override
  public Path sockets() {
    return directory.sockets();
  }

  @Deactivate
  public void close() {
    directory.close();
  }
}
