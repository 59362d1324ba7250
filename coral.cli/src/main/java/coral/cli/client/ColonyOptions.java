// SPDX-License-Identifier: Apache-2.0

package coral.cli.client;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.process.RunningProcesses;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which colony a command talks to: what it is told, else the environment, else one that runs here.
 */
public class ColonyOptions {
  @Option(
      names = "--colony",
      paramLabel = "HOST:PORT",
      description =
          "Colony to talk to (default: $CORAL_COLONY, else one that this user runs on this machine)")
  private @Nullable String colony;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Token of that colony (default: $CORAL_TOKEN_FILE, else the running one's)")
  private @Nullable Path tokenFile;

  /** An address and the token to present there. */
  public record Target(String address, String token) {}

  /** Where to and with what. */
  public Target target() {
    String address = colony != null ? colony : Discovery.environment("CORAL_COLONY");
    String file =
        tokenFile != null ? tokenFile.toString() : Discovery.environment("CORAL_TOKEN_FILE");
    if (address != null && file != null) {
      return new Target(address, Discovery.token(Path.of(file)));
    }
    for (Path data : RunningProcesses.ofThisUser().dataDirectories()) {
      String running = Discovery.address(data, "colony");
      if (running != null && (address == null || address.equals(running))) {
        return new Target(
            running, Discovery.token(file == null ? data.resolve("token") : Path.of(file)));
      }
    }
    if (address == null) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "no colony is running here: start one with \"coral up\", or name one with --colony HOST:PORT and --token-file FILE");
    }
    // no token to be found: the colony's own answer says so, if there is a colony at all
    return new Target(address, "");
  }
}
