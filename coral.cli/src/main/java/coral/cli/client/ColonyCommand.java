// SPDX-License-Identifier: Apache-2.0

package coral.cli.client;

import coral.cli.output.Output;
import coral.cli.output.OutputOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a colony something. */
public abstract class ColonyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ColonyOptions colony = new ColonyOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public final Integer call() throws Exception {
    Output out = new Output(spec.commandLine().getOut(), output.format());
    try (ColonyClient client = new ColonyClient(colony.target())) {
      return call(client, out);
    } finally {
      out.flush();
    }
  }

  /** Does it; a failed call may pass through. */
  protected abstract int call(ColonyClient client, Output out) throws Exception;
}
