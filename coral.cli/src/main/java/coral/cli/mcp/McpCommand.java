// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coral mcp}. */
@Command(
    name = "mcp",
    mixinStandardHelpOptions = true,
    description =
        "Speaks MCP, the Model Context Protocol, on standard input and output, for an AI's client to start: carries"
            + " its messages to a colony.",
    subcommands = McpConfigCommand.class)
public final class McpCommand implements Callable<Integer> {
  @Mixin private McpOptions options = new McpOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    // of the process, whatever picocli writes to: nothing but messages goes there
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    PrintWriter out = new PrintWriter(System.out, false, UTF_8);
    new McpRelay(options::server, in, out).run();
    return ExitCode.OK;
  }
}
