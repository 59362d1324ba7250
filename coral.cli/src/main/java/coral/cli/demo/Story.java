// SPDX-License-Identifier: Apache-2.0

package coral.cli.demo;

import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.output.LogPrinter;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.proto.colony.v1.StreamLogsRequest;
import coral.views.LogView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the demo asks of the colony. */
final class Story {
  private final ColonyClient client;

  Story(ColonyClient client) {
    this.client = client;
  }

  /** An agent that has seen the service, if there is one. */
  Optional<String> agentThatSees(String service) {
    return client
        .within(10)
        .listAgents(ListAgentsRequest.getDefaultInstance())
        .getAgentsList()
        .stream()
        .filter(agent -> agent.getServicesList().contains(service))
        .map(agent -> agent.getId())
        .findFirst();
  }

  DeployScriptResponse deploy(String name, String code) {
    Script script =
        Script.newBuilder()
            .setName(name)
            .setCode(code)
            .addTargets("payments")
            .setSettings(ScriptSettings.newBuilder().setMode(ScriptMode.SCRIPT_MODE_DAEMON))
            .setCreatedBy("demo")
            .build();
    return client
        .within(60)
        .deployScript(
            DeployRequest.newBuilder().setScript(script).setFileName(name + ".ts").build());
  }

  /** Prints what the script writes until it emits an alert. */
  void followUntilAlert(
      String script, LogPrinter printer, Duration limit, Runnable afterFirstLine) {
    Iterator<ScriptLogEntry> entries =
        client
            .open()
            .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)
            .streamLogs(StreamLogsRequest.newBuilder().setScript(script).setFollow(true).build());
    boolean first = true;
    try {
      while (entries.hasNext()) {
        LogView entry = LogView.of(entries.next());
        printer.print(entry);
        if (isAlert(entry)) {
          return;
        }
        if (first) {
          first = false;
          afterFirstLine.run();
        }
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        throw new CliException(
            ExitCode.TIMEOUT, "no alert came within " + limit.toSeconds() + " s");
      }
      throw e;
    }
    throw new CliException(ExitCode.FAILED, "the script's log ended before an alert came");
  }

  private static boolean isAlert(LogView entry) {
    return entry.event() != null && entry.event().name().equals("alert");
  }
}
