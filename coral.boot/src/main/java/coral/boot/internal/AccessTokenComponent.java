// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.runtime.AccessToken;
import coral.api.runtime.DataDirectory;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Publishes the token that calls must carry. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "coral.boot")
public final class AccessTokenComponent {
  private final ServiceRegistration<AccessToken> registration;

  @Activate
  public AccessTokenComponent(BundleContext context, @Reference(name = "data") DataDirectory data) {
    Path file =
        BootProperty.TOKEN_FILE.get(context).map(Path::of).orElse(data.root().resolve("token"));
    registration = context.registerService(AccessToken.class, TokenFile.readOrCreate(file), null);
  }

  @Deactivate
  public void close() {
    registration.unregister();
  }
}
