// SPDX-License-Identifier: Apache-2.0

package coral.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.process.RunningProcesses;
import java.io.ByteArrayInputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coral shell}. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = "Opens a shell inside a running colony or agent of this machine.",
    footer = {"", "Commands: \"coral shell -c help\" lists them."})
public final class ShellCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory of the process (default: the one that runs)")
  private @Nullable Path data;

  @Option(
      names = {"-c", "--command"},
      paramLabel = "COMMAND",
      description = "Run this and leave; ends with 1 when it fails")
  private @Nullable String command;

  @Override
  public Integer call() {
    Path socket = new ShellSockets(RunningProcesses.ofThisUser()).find(data);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return new ShellRelay(channel, out, err).run(input(), command == null && terminal());
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "cannot open the shell at \"%s\": %s; is the process still running?"
              .formatted(socket, e.getMessage()));
    }
  }

  private InputStream input() {
    return command == null ? System.in : new ByteArrayInputStream(command.getBytes(UTF_8));
  }

  @SuppressWarnings("SystemConsoleNull") // it is null again where there is no terminal, by default
  private static boolean terminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
