// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import coral.cli.CliException;
import coral.cli.ExitCode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code coral mcp config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Prints what an AI's client has to be told to use Coral.")
public final class McpConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private McpOptions options = new McpOptions();

  @Option(
      names = "--client",
      paramLabel = "CLIENT",
      description = "claude, cursor or vscode (default: ${DEFAULT-VALUE})",
      defaultValue = "claude")
  private String client = "claude";

  @Option(
      names = "--http",
      description =
          "For the colony's own HTTP port, instead of \"coral mcp\"; the configuration has the colony's token in it then")
  private boolean http;

  @Override
  public Integer call() {
    boolean vscode =
        switch (client.toLowerCase(Locale.ROOT)) {
          case "claude", "cursor" -> false;
          case "vscode" -> true;
          default ->
              throw new CliException(
                  ExitCode.USAGE,
                  "--client \"%s\" is unknown: claude, cursor or vscode".formatted(client));
        };
    ObjectNode config = RpcJson.JSON.createObjectNode();
    config.putObject(vscode ? "servers" : "mcpServers").set("coral", http ? overHttp() : stdio());
    spec.commandLine()
        .getOut()
        .println(RpcJson.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config));
    return ExitCode.OK;
  }

  private static ObjectNode stdio() {
    ObjectNode server = RpcJson.JSON.createObjectNode();
    server.put("type", "stdio").put("command", launcher()).putArray("args").add("mcp");
    return server;
  }

  private ObjectNode overHttp() {
    McpOptions.Server server =
        options
            .server()
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.UNAVAILABLE,
                        "no colony is running here: start one with \"coral up\", or name one with --url URL and --token-file FILE"));
    ObjectNode config = RpcJson.JSON.createObjectNode();
    config.put("type", "http").put("url", server.url().toString());
    config.putObject("headers").put("Authorization", "Bearer " + server.token());
    return config;
  }

  /** The path of this program, where its launcher tells it; else what a search path finds. */
  private static String launcher() {
    String path = System.getProperty("coral.launcher", "");
    return path.isEmpty() ? "coral" : Path.of(path).toAbsolutePath().normalize().toString();
  }
}
