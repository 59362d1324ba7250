// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Lists the commands of scope {@code coral}, whichever bundle brings them. */
@Component(
    service = HelpCommand.class,
    immediate = true,
    configurationPid = "coral.shell",
    property = {Parts.SCOPE, Parts.FUNCTION + "help"})
public final class HelpCommand {
  private record Commands(Object service, List<String> functions) {}

  private final Map<Object, Commands> commands = new ConcurrentHashMap<>();

  @Activate
  public HelpCommand() {}

  @Reference(
      name = "commands",
      service = AnyService.class,
      target = "(&(osgi.command.scope=coral)(!(osgi.command.function=help)))",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addCommands(Object service, Map<String, Object> properties) {
    commands.put(
        key(properties),
        new Commands(service, functions(properties.get(CommandProcessor.COMMAND_FUNCTION))));
  }

  void removeCommands(Map<String, Object> properties) {
    commands.remove(key(properties));
  }

  /** Prints a table. */
  @Descriptor("lists the commands")
  public void help() {
    HelpText text = text();
    Parts.print(text.all());
  }

  /** Prints one command's arguments. */
  @Descriptor("says what one command does")
  public void help(@Descriptor("a command's name") String command) {
    Parts.print(text().one(command));
  }

  private HelpText text() {
    HelpText text = new HelpText();
    text.add(this, List.of("help"));
    commands.values().forEach(c -> text.add(c.service(), c.functions()));
    return text;
  }

  private static Object key(Map<String, Object> properties) {
    return requireNonNull(properties.get(Constants.SERVICE_ID));
  }

  private static List<String> functions(@Nullable Object property) {
    return switch (property) {
      case null -> List.of();
      case String[] names -> List.of(names);
      default -> List.of(property.toString());
    };
  }
}
