// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coral up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts a colony and an agent in one process, until interrupted.")
public final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ProcessOptions process = new ProcessOptions();
  @Mixin private AgentOptions agent = new AgentOptions();

  @Option(
      names = "--colony-port",
      paramLabel = "PORT",
      description = "Colony, 0: a free one (default: 9000)")
  private @Nullable Integer colonyPort;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, @Nullable Object> colony = new LinkedHashMap<>();
    colony.put("colony.port", colonyPort);
    // the agent of this process belongs to the colony of this process, wherever that listens
    colony.put("agent.colony", "local");
    Map<String, List<String>> settings = ProcessOptions.given(colony);
    settings.putAll(agent.settings());
    return new Foreground(spec.commandLine()).run("up", process, settings);
  }
}
