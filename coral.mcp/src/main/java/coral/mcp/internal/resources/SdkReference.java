// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.resources;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.mcp.McpResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
    try {
      StringBuilder text = new StringBuilder();
      text.append("# @coral/sdk\n\n```ts\n");
      text.append(Files.readString(home.resolve("sdk/sdk.d.ts")).strip()).append("\n```\n");
      for (Path example : examples()) {
        text.append("\n# Example: %s\n\n```ts\n".formatted(example.getFileName()));
        text.append(Files.readString(example).strip()).append("\n```\n");
      }
      return text.toString();
    } catch (IOException e) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE,
          "the SDK's types cannot be read from \"%s\": %s".formatted(home, e.getMessage()),
          e);
    }
  }

  private List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".ts")).sorted().toList();
    }
  }
}
