// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import coral.api.mcp.McpResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * {@code coral://sdk/reference}: the SDK's own types, with the documentation in them, and the
 * examples of the distribution. Nothing here is written for it.
 */
@Component(service = McpResource.class, property = McpResource.URI + "=coral://sdk/reference")
public final class SdkReference implements McpResource {
  private final Path home;

  @Activate
  public SdkReference(BundleContext context) {
    this(Path.of(Objects.requireNonNullElse(context.getProperty("coral.home"), ".")));
  }

  SdkReference(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "sdk-reference";
  }

  @Override
  public String title() {
    return "SDK reference";
  }

  @Override
  public String description() {
    return "All that a script can call, as TypeScript types with documentation, and complete examples. Read it before"
        + " you write a script.";
  }

  @Override
  public String mimeType() {
    return "text/markdown";
  }

  @Override
  public String read(String uri) {
    Path types = home.resolve("sdk/sdk.d.ts");
    try {
      return "# @coral/sdk\n\n" + Examples.block(types) + Examples.in(home.resolve("examples"));
    } catch (IOException e) {
      throw Examples.unreadable("SDK's types", types, e);
    }
  }
}
