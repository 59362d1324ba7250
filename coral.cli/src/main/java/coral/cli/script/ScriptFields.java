// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import coral.proto.agent.v1.Script;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings and trigger of a script as named texts. Names are those of the messages, so that a field
 * that is new there is not forgotten here.
 */
final class ScriptFields {
  private ScriptFields() {}

  /** {@code settings.timeout} → {@code 1h}, {@code trigger} → {@code schedule}, and so on. */
  static Map<String, String> of(Script script) {
    Map<String, String> fields = new TreeMap<>();
    add("settings", script.getSettings(), fields);
    Map<FieldDescriptor, Object> trigger = script.getTrigger().getAllFields();
    if (trigger.isEmpty()) {
      fields.put("trigger", "manual");
    }
    trigger.forEach(
        (type, message) -> {
          fields.put("trigger", type.getName());
          add("trigger", (Message) message, fields);
        });
    return fields;
  }

  private static void add(String prefix, Message message, Map<String, String> fields) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isMapField()) {
        for (Object entry : (List<?>) message.getField(field)) {
          MapEntry<?, ?> pair = (MapEntry<?, ?>) entry;
          fields.put(
              prefix + "." + field.getName() + "." + pair.getKey(),
              text(String.valueOf(pair.getValue())));
        }
        continue;
      }
      boolean absent = field.hasPresence() && !message.hasField(field);
      fields.put(
          prefix + "." + field.getName(), absent ? "default" : text(message.getField(field)));
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case List<?> list when list.isEmpty() -> "none";
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
      case EnumValueDescriptor constant -> word(constant);
      case Duration duration -> duration(duration);
      case Integer zero when zero == 0 -> "default";
      case String empty when empty.isEmpty() -> "default";
      case String line -> '"' + line.replace("\n", "\\n") + '"';
      default -> value.toString();
    };
  }

  /** {@code ad_hoc} for {@code SCRIPT_MODE_AD_HOC} of {@code ScriptMode}. */
  private static String word(EnumValueDescriptor constant) {
    String prefix = constant.getType().getName().replaceAll("(?<=.)(?=[A-Z])", "_") + "_";
    String word = constant.getName().substring(prefix.length()).toLowerCase(Locale.ROOT);
    return word.equals("unspecified") ? "default" : word;
  }

  /** As {@code --timeout} takes it: {@code 1m30s}. */
  private static String duration(Duration duration) {
    return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos())
        .toString()
        .substring("PT".length())
        .toLowerCase(Locale.ROOT);
  }
}
