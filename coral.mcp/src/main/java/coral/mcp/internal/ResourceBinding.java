// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import coral.api.error.CoralException;
import coral.api.mcp.McpResource;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import reactor.core.publisher.Mono;

/** Shows our resources to the SDK. */
final class ResourceBinding {
  private ResourceBinding() {}

  static boolean isTemplate(String uri) {
    return uri.contains("{");
  }

  static AsyncResourceSpecification bind(String uri, McpResource resource) {
    return new AsyncResourceSpecification(
        Resource.builder(uri, resource.name())
            .title(resource.title())
            .description(resource.description())
            .mimeType(resource.mimeType())
            .build(),
        (exchange, request) -> Mono.fromCallable(() -> read(resource, request)));
  }

  static AsyncResourceTemplateSpecification bindTemplate(String uri, McpResource resource) {
    return new AsyncResourceTemplateSpecification(
        ResourceTemplate.builder(uri, resource.name())
            .title(resource.title())
            .description(resource.description())
            .mimeType(resource.mimeType())
            .build(),
        (exchange, request) -> Mono.fromCallable(() -> read(resource, request)));
  }

  private static ReadResourceResult read(McpResource resource, ReadResourceRequest request) {
    try {
      String text = resource.read(request.uri());
      return ReadResourceResult.builder(
              List.of(
                  TextResourceContents.builder(request.uri(), text)
                      .mimeType(resource.mimeType())
                      .build()))
          .build();
    } catch (CoralException e) {
      throw McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND).message(e.sentence()).build();
    }
  }
}
