// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of a view, read off its record. It is short on purpose, since every client pays
 * for it: no descriptions, nothing required, and below the second object only that there is one.
 */
final class ViewSchema {
  private static final int DEPTH = 2;

  private ViewSchema() {}

  static Map<String, Object> of(Class<? extends Record> view) {
    return object(view, 1);
  }

  private static Map<String, Object> object(Class<?> view, int depth) {
    return Map.of("type", "object", "properties", properties(view, depth));
  }

  private static Map<String, Object> properties(Class<?> view, int depth) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent component : view.getRecordComponents()) {
      if (component.isAnnotationPresent(JsonUnwrapped.class)
          || component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        properties.putAll(properties(component.getType(), depth));
      } else {
        properties.put(snakeCase(component.getName()), member(component, depth));
      }
    }
    return properties;
  }

  private static Map<String, Object> member(RecordComponent component, int depth) {
    AnnotatedType type = component.getAnnotatedType();
    Map<String, Object> schema = new LinkedHashMap<>(schema(component.getGenericType(), depth));
    if (type.isAnnotationPresent(Nullable.class) && schema.get("type") instanceof String word) {
      schema.put("type", List.of(word, "null"));
    }
    return schema;
  }

  private static Map<String, Object> schema(Type type, int depth) {
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == List.class) {
      Map<String, Object> items = schema(parameterized.getActualTypeArguments()[0], depth);
      return items.isEmpty() ? Map.of("type", "array") : Map.of("type", "array", "items", items);
    }
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> raw
        && Map.class.isAssignableFrom(raw)) {
      return Map.of("type", "object");
    }
    if (!(type instanceof Class<?> plain)) {
      return Map.of();
    }
    if (plain.isRecord()) {
      return depth < DEPTH ? object(plain, depth + 1) : Map.of("type", "object");
    }
    if (plain.isEnum() || plain == String.class || plain == Instant.class) {
      return Map.of("type", "string");
    }
    return switch (plain.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "int", "integer", "long" -> Map.of("type", "integer");
      case "double" -> Map.of("type", "number");
      case "boolean" -> Map.of("type", "boolean");
      default -> Map.of();
    };
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
