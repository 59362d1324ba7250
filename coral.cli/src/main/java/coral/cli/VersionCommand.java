// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code coral version}. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
public final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String version = Main.class.getPackage().getImplementationVersion();
    spec.commandLine()
        .getOut()
        .printf(
            "coral %s (JVM %s)%n", version == null ? "development" : version, Runtime.version());
    return ExitCode.OK;
  }
}
