// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.proto.colony.v1.CheckAgentRequest;
import coral.views.SandboxChecksView;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code coral agent doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Tries to break out of an agent's sandbox and over its limits, and tells what held.")
public final class AgentDoctorCommand extends ColonyCommand {
  /** Longer than the colony waits for the agent, so that its sentence is the one that is read. */
  private static final int SECONDS = 90;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AgentArgument agent = new AgentArgument();

  @Override
  protected int call(ColonyClient client, Output out) {
    String id = agent.find(client).id();
    PrintWriter progress = spec.commandLine().getErr();
    progress.println("checking the sandbox of agent " + id + ", which takes some seconds");
    progress.flush();
    SandboxChecksView outcome =
        SandboxChecksView.of(
            id,
            client
                .within(SECONDS)
                .checkAgent(CheckAgentRequest.newBuilder().setAgentId(id).build()));
    if (out.json()) {
      out.value(outcome);
    } else {
      print(outcome, out);
    }
    return outcome.passed() ? ExitCode.OK : ExitCode.FAILED;
  }

  static void print(SandboxChecksView outcome, Output out) {
    out.line("Agent: " + outcome.agentId());
    out.line("Sandbox: " + outcome.sandboxTier());
    Findings layers = new Findings();
    outcome
        .layers()
        .forEach(layer -> layers.add(layer.on() ? "PASS" : "off", layer.name(), layer.detail()));
    layers.print(out);
    out.line("Checks:");
    Findings checks = new Findings();
    outcome
        .checks()
        .forEach(
            check -> checks.add(check.passed() ? "PASS" : "FAIL", check.name(), check.detail()));
    checks.print(out);
    out.line(
        outcome.scriptsRefused().isEmpty()
            ? "Scripts: accepted"
            : "Scripts: refused, " + outcome.scriptsRefused());
  }
}
