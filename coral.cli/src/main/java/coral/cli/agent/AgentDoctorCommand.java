// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.Views;
import coral.proto.agent.v1.Check;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.colony.v1.CheckAgentRequest;
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
    String id = agent.find(client).getId();
    PrintWriter progress = spec.commandLine().getErr();
    progress.println("checking the sandbox of agent " + id + ", which takes some seconds");
    progress.flush();
    CheckSandboxResponse outcome =
        client.within(SECONDS).checkAgent(CheckAgentRequest.newBuilder().setAgentId(id).build());
    if (out.json()) {
      out.value(Views.checks(id, outcome));
    } else {
      print(id, outcome, out);
    }
    return passed(outcome) ? ExitCode.OK : ExitCode.FAILED;
  }

  /** A layer that this machine does not offer is no failure: {@code script.min_tier} decides. */
  static boolean passed(CheckSandboxResponse outcome) {
    return outcome.getRefusal().isEmpty()
        && outcome.getChecksList().stream().allMatch(Check::getPassed);
  }

  static void print(String id, CheckSandboxResponse outcome, Output out) {
    out.line("Agent: " + id);
    out.line("Sandbox: " + outcome.getTier());
    Findings layers = new Findings();
    outcome
        .getLayersList()
        .forEach(
            layer ->
                layers.add(layer.getOn() ? "PASS" : "off", layer.getName(), layer.getDetail()));
    layers.print(out);
    out.line("Checks:");
    Findings checks = new Findings();
    outcome
        .getChecksList()
        .forEach(
            check ->
                checks.add(
                    check.getPassed() ? "PASS" : "FAIL", check.getName(), check.getDetail()));
    checks.print(out);
    out.line(
        outcome.getRefusal().isEmpty()
            ? "Scripts: accepted"
            : "Scripts: refused, " + outcome.getRefusal());
  }
}
