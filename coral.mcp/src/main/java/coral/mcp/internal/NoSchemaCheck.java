// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Arguments are checked by {@link ArgumentChecks}, and that results fit their schema by tests. */
record NoSchemaCheck(McpJsonMapper json) implements JsonSchemaValidator {
  @Override
  public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
    try {
      return ValidationResponse.asValid(json.writeValueAsString(structuredContent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
