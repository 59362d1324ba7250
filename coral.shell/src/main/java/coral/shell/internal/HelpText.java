// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static java.util.stream.Collectors.joining;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;

/** What the {@code @Descriptor}s of commands say. Not thread-safe. */
final class HelpText {
  private final SortedMap<String, List<Method>> commands = new TreeMap<>();

  void add(Object service, Collection<String> functions) {
    for (String function : functions) {
      commands.put(
          function,
          Arrays.stream(service.getClass().getMethods())
              .filter(method -> method.getName().equals(function))
              .sorted(Comparator.comparingInt(Method::getParameterCount))
              .toList());
    }
  }

  String all() {
    TextTable table = new TextTable("COMMAND", "");
    commands.forEach(
        (name, methods) -> methods.forEach(method -> table.row(usage(method), describe(method))));
    table.row("exit", "leaves the shell; the process goes on");
    return table.textOr("")
        + "Gogo's and the framework's own commands work too: \"felix:lb\", \"scr:list\", pipes with \"| grep\".\n";
  }

  String one(String command) {
    List<Method> methods = commands.getOrDefault(command, List.of());
    if (methods.isEmpty()) {
      throw new CoralException(
          ErrorCode.NOT_FOUND,
          "there is no command \"%s\" of Coral: there are %s"
              .formatted(command, String.join(", ", commands.keySet())));
    }
    return methods.stream()
        .map(method -> usage(method) + ": " + describe(method) + "\n" + parameters(method))
        .collect(joining());
  }

  private static String usage(Method method) {
    return Arrays.stream(method.getParameters())
        .map(
            parameter ->
                " " + parameter.getType().getSimpleName().toUpperCase(java.util.Locale.ROOT))
        .collect(joining("", method.getName(), ""));
  }

  private static String parameters(Method method) {
    return Arrays.stream(method.getParameters())
        .map(HelpText::describe)
        .filter(text -> !text.isEmpty())
        .map(text -> "  " + text + "\n")
        .collect(joining());
  }

  private static String describe(java.lang.reflect.AnnotatedElement element) {
    Descriptor descriptor = element.getAnnotation(Descriptor.class);
    return descriptor == null ? "" : descriptor.value();
  }
}
