// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds arguments against the part of JSON schema that tools use, and says in one sentence what is
 * wrong: the argument, its value and what would be right. Arguments that the schema does not name
 * are refused: a misspelt {@code target} must not mean all agents.
 *
 * @param schema of an object
 */
record ArgumentChecks(Map<String, Object> schema) {
  private static final int SHOWN = 80;

  /** Null: all is well. */
  @Nullable String complaint(Map<String, ? extends @Nullable Object> arguments) {
    return members("", schema, arguments);
  }

  private static @Nullable String members(
      String path, Map<?, ?> schema, Map<?, ? extends @Nullable Object> values) {
    Map<?, ?> properties = map(schema.get("properties"));
    for (Object required : list(schema.get("required"))) {
      if (values.get(required) == null) {
        return "argument \"%s%s\" is missing: %s"
            .formatted(path, required, expected(map(properties.get(required))));
      }
    }
    for (Map.Entry<?, ? extends @Nullable Object> entry : values.entrySet()) {
      String name = path + entry.getKey();
      if (!properties.containsKey(entry.getKey())) {
        Set<String> known = new TreeSet<>();
        properties.keySet().forEach(key -> known.add(path + key));
        return "argument \"%s\" is unknown; there %s"
            .formatted(name, known.isEmpty() ? "are none" : "are " + String.join(", ", known));
      }
      // null is how clients leave an argument out
      Object value = entry.getValue();
      String wrong = value == null ? null : value(name, map(properties.get(entry.getKey())), value);
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  private static @Nullable String value(String name, Map<?, ?> schema, Object value) {
    if (!typeFits(schema, value) || !choiceFits(schema, value) || !rangeFits(schema, value)) {
      return "argument \"%s\" is %s: %s".formatted(name, shown(value), expected(schema));
    }
    if (value instanceof List<?> elements) {
      for (int i = 0; i < elements.size(); i++) {
        Object element = elements.get(i);
        String at = name + "[" + i + "]";
        String wrong =
            element == null
                ? "argument \"%s\" is null: leave it out".formatted(at)
                : value(at, map(schema.get("items")), element);
        if (wrong != null) {
          return wrong;
        }
      }
    }
    return value instanceof Map<?, ?> object && schema.containsKey("properties")
        ? members(name + ".", schema, object)
        : null;
  }

  private static boolean typeFits(Map<?, ?> schema, Object value) {
    Object type = schema.get("type");
    return switch (type instanceof String word ? word : "") {
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Number number && number.doubleValue() % 1 == 0;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof List;
      case "object" -> value instanceof Map;
      default -> true;
    };
  }

  private static boolean choiceFits(Map<?, ?> schema, Object value) {
    List<?> choices = list(schema.get("enum"));
    return choices.isEmpty() || choices.contains(value);
  }

  private static boolean rangeFits(Map<?, ?> schema, Object value) {
    if (!(value instanceof Number number)) {
      return true;
    }
    boolean less =
        schema.get("minimum") instanceof Number least && number.doubleValue() < least.doubleValue();
    boolean more =
        schema.get("maximum") instanceof Number most && number.doubleValue() > most.doubleValue();
    return !less && !more;
  }

  /** What would be right, in words. */
  private static String expected(Map<?, ?> schema) {
    List<?> choices = list(schema.get("enum"));
    if (!choices.isEmpty()) {
      return "give one of "
          + choices.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    Object type = schema.get("type");
    String what =
        switch (type instanceof String word ? word : "") {
          case "string" -> "a text";
          case "integer" -> "a whole number";
          case "number" -> "a number";
          case "boolean" -> "true or false";
          case "array" -> "a list of texts";
          case "object" -> "an object with " + names(map(schema.get("properties")).keySet());
          default -> "a value";
        };
    boolean ranged = schema.containsKey("minimum") && schema.containsKey("maximum");
    return "give "
        + what
        + (ranged ? " from %s to %s".formatted(schema.get("minimum"), schema.get("maximum")) : "");
  }

  private static String names(Collection<?> keys) {
    return keys.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String shown(Object value) {
    String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
