// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks values up among attributes; of several keys the first that is there wins. */
final class Attributes {
  private Attributes() {}

  static @Nullable String text(List<KeyValue> attributes, String... keys) {
    AnyValue value = find(attributes, keys);
    if (value == null) {
      return null;
    }
    return value.hasStringValue() ? value.getStringValue() : JsonText.value(value);
  }

  /** Null too when the value is no whole number. */
  static @Nullable Integer integer(List<KeyValue> attributes, String... keys) {
    AnyValue value = find(attributes, keys);
    if (value == null) {
      return null;
    }
    return switch (value.getValueCase()) {
      case INT_VALUE -> (int) value.getIntValue();
      case DOUBLE_VALUE -> (int) value.getDoubleValue();
      case STRING_VALUE -> parse(value.getStringValue());
      default -> null;
    };
  }

  static boolean has(List<KeyValue> attributes, String key) {
    return find(attributes, key) != null;
  }

  /** By key, so that the same attributes in another order are the same series. */
  static List<KeyValue> sorted(List<KeyValue> attributes) {
    return attributes.size() < 2
        ? attributes
        : attributes.stream().sorted(Comparator.comparing(KeyValue::getKey)).toList();
  }

  private static @Nullable AnyValue find(List<KeyValue> attributes, String... keys) {
    for (String key : keys) {
      for (KeyValue attribute : attributes) {
        if (attribute.getKey().equals(key)) {
          return attribute.getValue();
        }
      }
    }
    return null;
  }

  private static @Nullable Integer parse(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
