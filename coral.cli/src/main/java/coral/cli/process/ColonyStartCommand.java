// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coral colony start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Starts a colony, until interrupted.")
public final class ColonyStartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ProcessOptions process = new ProcessOptions();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on (default: 127.0.0.1)")
  private @Nullable String host;

  @Option(
      names = "--colony-port",
      paramLabel = "PORT",
      description = "Port, 0: a free one (default: 9000)")
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("colony.host", host);
    values.put("colony.port", port);
    return new Foreground(spec.commandLine()).run("colony", process, ProcessOptions.given(values));
  }
}
