// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What the installed bundles accept in each section, by their Metatype descriptions. Several
 * bundles may describe keys of one section.
 *
 * @param sections section → key → attribute
 */
record Schema(Map<String, Map<String, AttributeDefinition>> sections) {
  private static final String PID_PREFIX = "coral.";

  static Schema of(MetaTypeService metatype, Bundle[] bundles) {
    Map<String, Map<String, AttributeDefinition>> sections = new HashMap<>();
    for (Bundle bundle : bundles) {
      MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
      if (information == null) {
        continue;
      }
      for (String pid : information.getPids()) {
        if (pid.startsWith(PID_PREFIX)) {
          ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
          Map<String, AttributeDefinition> keys =
              sections.computeIfAbsent(pid.substring(PID_PREFIX.length()), s -> new TreeMap<>());
          Stream.of(definition.getAttributeDefinitions(ObjectClassDefinition.ALL))
              .forEach(attribute -> keys.put(attribute.getID(), attribute));
        }
      }
    }
    return new Schema(sections);
  }

  /** Refuses sections that this process does not have. */
  void checkSections(Settings settings, java.util.Set<String> known) {
    for (String section : settings.sections().keySet()) {
      if (!known.contains(section)) {
        throw invalid(
            "configuration section \"%s\" is unknown; there are %s"
                .formatted(section, String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  /**
   * One section as a component configuration. Keys that are not set are left out: components
   * declare their defaults.
   *
   * @throws CoralException INVALID_ARGUMENT naming section, key, value and what would be right
   */
  Dictionary<String, Object> configuration(String section, Map<String, Object> values) {
    Map<String, AttributeDefinition> known = sections.getOrDefault(section, Map.of());
    Map<String, Object> configuration = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          AttributeDefinition attribute = known.get(key);
          if (attribute == null) {
            throw invalid(
                "configuration key \"%s.%s\" is unknown; section \"%s\" has %s"
                    .formatted(section, key, section, String.join(", ", known.keySet())));
          }
          if (value != null) {
            configuration.put(key, typed(section + "." + key, attribute, value));
          }
        });
    return FrameworkUtil.asDictionary(configuration);
  }

  private static Object typed(String name, AttributeDefinition attribute, Object value) {
    if (attribute.getCardinality() == 0) {
      return scalar(name, attribute, value);
    }
    List<Object> elements = new ArrayList<>();
    for (Object element : elements(value)) {
      elements.add(scalar(name, attribute, element));
    }
    Object array =
        Array.newInstance(
            elements.isEmpty() ? String.class : elements.getFirst().getClass(), elements.size());
    return elements.toArray((Object[]) array);
  }

  /** A map stands for its {@code key=value} pairs, a scalar for a list of one. */
  private static List<?> elements(Object value) {
    return switch (value) {
      case List<?> list -> list;
      case Map<?, ?> map ->
          map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      default -> List.of(value);
    };
  }

  private static Object scalar(String name, AttributeDefinition attribute, Object value) {
    String text = String.valueOf(value);
    Object typed;
    try {
      typed =
          switch (attribute.getType()) {
            case AttributeDefinition.INTEGER -> Integer.valueOf(text);
            case AttributeDefinition.LONG -> Long.valueOf(text);
            case AttributeDefinition.DOUBLE -> Double.valueOf(text);
            case AttributeDefinition.BOOLEAN -> bool(text);
            default -> text;
          };
    } catch (IllegalArgumentException e) {
      throw invalid(
          "configuration key \"%s\" is \"%s\", which is no %s"
              .formatted(name, text, typeName(attribute)));
    }
    String complaint = text.isEmpty() ? "" : attribute.validate(text);
    if (complaint != null && !complaint.isEmpty()) {
      throw invalid("configuration key \"%s\" is %s: %s".formatted(name, text, complaint));
    }
    return typed;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static String typeName(AttributeDefinition attribute) {
    return switch (attribute.getType()) {
      case AttributeDefinition.INTEGER, AttributeDefinition.LONG -> "whole number";
      case AttributeDefinition.DOUBLE -> "number";
      case AttributeDefinition.BOOLEAN -> "true or false";
      default -> "text";
    };
  }

  private static CoralException invalid(String sentence) {
    return new CoralException(ErrorCode.INVALID_ARGUMENT, sentence);
  }
}
