// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import coral.api.mcp.McpResource;
import java.nio.file.Path;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code coral://intents}: what people want to know, each with the script that answers it. */
@Component(service = McpResource.class, property = McpResource.URI + "=coral://intents")
public final class Intents implements McpResource {
  private final Path home;

  @Activate
  public Intents(BundleContext context) {
    this(Path.of(Objects.requireNonNullElse(context.getProperty("coral.home"), ".")));
  }

  Intents(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "intents";
  }

  @Override
  public String title() {
    return "Intents";
  }

  @Override
  public String description() {
    return "Questions in a person's own words, each with a script that answers it, to imitate.";
  }

  @Override
  public String mimeType() {
    return "text/markdown";
  }

  @Override
  public String read(String uri) {
    return Examples.in(home.resolve("examples/intents")).strip();
  }
}
