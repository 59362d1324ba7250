// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Settings by section and key, as written: not yet checked against what bundles accept.
 *
 * @param sections section → key → scalar, list or map
 */
record Settings(Map<String, Map<String, Object>> sections) {

  /** What a YAML file says; nothing when the file is missing. */
  static Settings read(Path file) {
    if (!Files.exists(file)) {
      return new Settings(Map.of());
    }
    Object root;
    try {
      root =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw invalid("cannot read configuration file \"%s\": %s".formatted(file, e.getMessage()), e);
    } catch (YamlEngineException e) {
      String where =
          e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s*\\n\\s*", " ").strip();
      throw invalid("configuration file \"%s\" is not YAML: %s".formatted(file, where), e);
    }
    Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
    for (Map.Entry<?, ?> section : map(root, file, "the file").entrySet()) {
      String name = String.valueOf(section.getKey());
      Map<String, Object> keys = new LinkedHashMap<>();
      map(section.getValue(), file, "section \"" + name + "\"")
          .forEach((key, value) -> keys.put(String.valueOf(key), value));
      sections.put(name, keys);
    }
    return new Settings(sections);
  }

  /** These settings with others on top. */
  Settings with(Settings others) {
    Map<String, Map<String, Object>> merged = new LinkedHashMap<>();
    sections.forEach((name, keys) -> merged.put(name, new LinkedHashMap<>(keys)));
    others.sections.forEach(
        (name, keys) -> merged.computeIfAbsent(name, n -> new LinkedHashMap<>()).putAll(keys));
    return new Settings(merged);
  }

  private static Map<?, ?> map(
      @org.jspecify.annotations.Nullable Object node, Path file, String what) {
    if (node == null) {
      return Map.of();
    }
    if (node instanceof Map<?, ?> map) {
      return map;
    }
    throw invalid(
        "configuration file \"%s\": %s is \"%s\"; expected are \"key: value\" lines"
            .formatted(file, what, node),
        null);
  }

  private static CoralException invalid(
      String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
    return new CoralException(ErrorCode.INVALID_ARGUMENT, sentence, cause);
  }
}
