// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Arguments that fit their schema. One that is null counts as left out. */
record Arguments(Map<String, ? extends @Nullable Object> values) {
  boolean has(String name) {
    return values.get(name) != null;
  }

  /** Empty where it is left out. */
  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  int number(String name, int otherwise) {
    return values.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  boolean flag(String name) {
    return values.get(name) instanceof Boolean flag && flag;
  }

  List<String> texts(String name) {
    return values.get(name) instanceof List<?> texts
        ? texts.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** All members, as texts. */
  Map<String, String> allTexts() {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  /** Without members where it is left out. */
  @SuppressWarnings("unchecked") // the keys of JSON objects are texts
  Arguments object(String name) {
    return values.get(name) instanceof Map<?, ?> object
        ? new Arguments((Map<String, ? extends @Nullable Object>) object)
        : new Arguments(Map.of());
  }
}
