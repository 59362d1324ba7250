// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.Discovery;
import coral.cli.process.RunningProcesses;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which colony's MCP server to talk to: what it is told, else one that runs here. */
public class McpOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "MCP server to talk to (default: $CORAL_MCP, else that of a colony that this user runs on this machine)")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Token of that colony (default: $CORAL_TOKEN_FILE, else the running one's)")
  private @Nullable Path tokenFile;

  /** A server, and the token to present there. */
  record Server(URI url, String token) {}

  /** As it is at this moment; empty: none is told, and none runs. */
  Optional<Server> server() {
    String told = url != null ? url : Discovery.environment("CORAL_MCP");
    String file =
        tokenFile != null ? tokenFile.toString() : Discovery.environment("CORAL_TOKEN_FILE");
    if (told != null && file != null) {
      return Optional.of(new Server(uri(told), Discovery.token(Path.of(file))));
    }
    for (Path data : RunningProcesses.ofThisUser().dataDirectories()) {
      String running = Discovery.address(data, "mcp");
      if (running != null && (told == null || told.equals(running))) {
        Path token = file == null ? data.resolve("token") : Path.of(file);
        return Optional.of(new Server(uri(running), Discovery.token(token)));
      }
    }
    // no token to be found: the server's own answer says so, if there is a server at all
    return Optional.ofNullable(told).map(text -> new Server(uri(text), ""));
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getScheme() != null && uri.getScheme().startsWith("http") && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // as one that is not HTTP
    }
    throw new CliException(
        ExitCode.USAGE, "\"%s\" is no URL such as http://127.0.0.1:9002/mcp".formatted(text));
  }
}
