// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.runtime.DataDirectory;
import coral.api.runtime.ReadyPart;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Opens the shell's socket and tells where it is. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "coral.shell")
public final class ShellComponent {
  private final ShellServer server;
  private final ServiceRegistration<ReadyPart> part;

  @Activate
  public ShellComponent(
      BundleContext context,
      @Reference(name = "processor") CommandProcessor processor,
      @Reference(name = "data") DataDirectory data) {
    server = ShellServer.open(data.sockets().resolve("shell.sock"), processor);
    part =
        context.registerService(
            ReadyPart.class,
            new ReadyPart() {},
            FrameworkUtil.asDictionary(
                Map.of(ReadyPart.NAME, "shell", ReadyPart.ADDRESS, server.path().toString())));
  }

  @Deactivate
  void close() {
    part.unregister();
    server.close();
  }
}
