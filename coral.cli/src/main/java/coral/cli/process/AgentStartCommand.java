// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.nio.file.Path;
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

/** {@code coral agent start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Starts an agent, until interrupted.")
public final class AgentStartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ProcessOptions process = new ProcessOptions();
  @Mixin private AgentOptions agent = new AgentOptions();

  @Option(
      names = "--colony",
      paramLabel = "HOST:PORT",
      description = "Colony to belong to (default: 127.0.0.1:9000)")
  private @Nullable String colony;

  @Option(
      names = "--colony-token-file",
      paramLabel = "FILE",
      description = "The colony's token (default: this agent's own)")
  private @Nullable Path colonyTokenFile;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("agent.colony", colony);
    values.put(
        "agent.colony_token_file",
        colonyTokenFile == null ? null : colonyTokenFile.toAbsolutePath());
    Map<String, List<String>> settings = ProcessOptions.given(values);
    settings.putAll(agent.settings());
    return new Foreground(spec.commandLine()).run("agent", process, settings);
  }
}
