// SPDX-License-Identifier: Apache-2.0
package coral.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the table of JSON objects in {@code docs/cli.md} equal to the views there are. */
class JsonDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern MEMBER = Pattern.compile("`([a-z0-9_]+)`( \\(or null\\))?");

  @Test
  void listsEveryObjectWithItsMembersInOrder() throws Exception {
    assertThat(documented()).isEqualTo(views());
  }

  private static Map<String, List<String>> documented() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "cli.md"));
    String section =
        document.substring(document.indexOf("\n### JSON\n"), document.indexOf("\n## Events\n"));
    Map<String, List<String>> objects = new TreeMap<>();
    ROW.matcher(section)
        .results()
        .skip(1) // heading
        .forEach(row -> objects.put(row.group(1), members(row.group(3))));
    return objects;
  }

  private static List<String> members(String cell) {
    return MEMBER.matcher(cell).results().map(MatchResult::group).toList();
  }

  private static Map<String, List<String>> views() throws Exception {
    Map<String, List<String>> objects = new TreeMap<>();
    try (var files = Files.list(Path.of("src", "main", "java", "coral", "views"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (name.endsWith("View")) {
          objects.put(
              spaced(name.replace("View", "")), members(Class.forName("coral.views." + name)));
        }
      }
    }
    return objects;
  }

  private static List<String> members(Class<?> view) {
    return Arrays.stream(view.getRecordComponents())
        .filter(component -> component.getAccessor().getAnnotation(JsonUnwrapped.class) == null)
        .map(JsonDocumentTest::member)
        .toList();
  }

  private static String member(RecordComponent component) {
    String name = '`' + spaced(component.getName()).replace(' ', '_') + '`';
    boolean canBeNull =
        component.getAnnotatedType().isAnnotationPresent(Nullable.class)
            && component.getAccessor().getAnnotation(JsonInclude.class) == null;
    return canBeNull ? name + " (or null)" : name;
  }

  /** {@code script status} for {@code ScriptStatus}. */
  private static String spaced(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
