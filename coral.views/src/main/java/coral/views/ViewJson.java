// SPDX-License-Identifier: Apache-2.0
package coral.views;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Views as JSON: {@code snake_case} keys in the order of the record, RFC 3339 times. */
public final class ViewJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private ViewJson() {}

  /** One line: a view, or a list of them. */
  public static String text(Object view) {
    return MAPPER.writeValueAsString(view);
  }

  /** The same as a tree, such as for the structured content of an answer. */
  public static JsonNode tree(Object view) {
    return MAPPER.valueToTree(view);
  }
}
