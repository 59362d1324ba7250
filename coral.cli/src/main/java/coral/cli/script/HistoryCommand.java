// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.cli.ExitCode;
import coral.cli.client.ColonyClient;
import coral.cli.client.ColonyCommand;
import coral.cli.output.Output;
import coral.cli.output.RolloutView;
import coral.cli.output.Table;
import coral.cli.output.Times;
import coral.cli.output.Views;
import coral.proto.colony.v1.Approval;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.RolloutStatus.Stage;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptVersion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coral script history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Lists a script's versions, newest first, and when each was deployed.")
public final class HistoryCommand extends ColonyCommand {
  private static final int SHOWN_DIGITS = 12;

  @Parameters(paramLabel = "SCRIPT", description = "Id, at least 8 characters of it, or name")
  private String script = "";

  @Override
  protected int call(ColonyClient client, Output out) {
    ScriptHistory history = of(client, script);
    if (out.json()) {
      out.value(view(history));
    } else {
      print(history, Instant.now(), out);
    }
    return ExitCode.OK;
  }

  static ScriptHistory of(ColonyClient client, String script) {
    return client
        .within(10)
        .getScriptHistory(GetScriptHistoryRequest.newBuilder().setScript(script).build());
  }

  static void print(ScriptHistory history, Instant now, Output out) {
    Table table =
        new Table("VERSION", "CREATED", "BY", "SHA256", "SIZE", "TRIGGER", "TARGETS", "DEPLOYED");
    for (ScriptVersion version : history.getVersionsList()) {
      String sha256 = version.getSha256();
      table.row(
          Integer.toString(version.getVersion()),
          Times.ago(version.getCreatedAt(), now),
          version.getCreatedBy(),
          sha256.substring(0, Math.min(SHOWN_DIGITS, sha256.length())),
          String.format(Locale.ROOT, "%,d B", version.getCodeBytes()),
          version.getTrigger(),
          Agents.targets(version.getTargetsList()),
          deployed(version, now));
    }
    table.print(out);
  }

  /** The newest deployment of a version, in words. */
  private static String deployed(ScriptVersion version, Instant now) {
    if (version.getDeploymentsList().isEmpty()) {
      return "never";
    }
    ScriptDeployment newest = version.getDeployments(0);
    Approval approval = version.getApproval();
    if (newest.getPendingApproval()) {
      return "waits for approval";
    }
    if (version.hasApproval() && !approval.getGranted()) {
      return "rejected by %s: %s".formatted(approval.getDecidedBy(), approval.getReason());
    }
    String start =
        "%s by %s".formatted(Times.ago(newest.getDeployedAt(), now), newest.getDeployedBy());
    if (newest.getRollout().getStage() == Stage.STAGE_HALTED) {
      return "%s, halted %s: %s"
          .formatted(start, Times.ago(newest.getStoppedAt(), now), newest.getRollout().getReason());
    }
    if (newest.hasStoppedAt()) {
      return "%s, stopped %s".formatted(start, Times.ago(newest.getStoppedAt(), now));
    }
    boolean canary = newest.getRollout().getStage() == Stage.STAGE_CANARY;
    return start + (canary ? ", canary" : ", still");
  }

  private static Map<String, @Nullable Object> view(ScriptHistory history) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", history.getId());
    view.put("name", history.getName());
    view.put("versions", history.getVersionsList().stream().map(HistoryCommand::view).toList());
    return view;
  }

  private static Map<String, @Nullable Object> view(ScriptVersion version) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("version", version.getVersion());
    view.put("created_at", Views.time(version.getCreatedAt()));
    view.put("created_by", version.getCreatedBy());
    view.put("sha256", version.getSha256());
    view.put("code_bytes", version.getCodeBytes());
    view.put("trigger", version.getTrigger());
    view.put("targets", List.copyOf(version.getTargetsList()));
    view.put(
        "deployed", version.getDeploymentsList().stream().anyMatch(HistoryCommand::isDeployed));
    view.put("approval", version.hasApproval() ? view(version.getApproval()) : null);
    view.put(
        "deployments", version.getDeploymentsList().stream().map(HistoryCommand::view).toList());
    return view;
  }

  private static Map<String, @Nullable Object> view(ScriptDeployment deployment) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("deployed_at", Views.time(deployment.getDeployedAt()));
    view.put("deployed_by", deployment.getDeployedBy());
    view.put("stopped_at", Views.time(deployment.getStoppedAt()));
    view.put("pending_approval", deployment.getPendingApproval());
    view.put("rollout", deployment.hasRollout() ? RolloutView.of(deployment.getRollout()) : null);
    return view;
  }

  private static boolean isDeployed(ScriptDeployment deployment) {
    return !deployment.hasStoppedAt() && !deployment.getPendingApproval();
  }

  private static Map<String, @Nullable Object> view(Approval approval) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("granted", approval.getGranted());
    view.put("decided_at", Views.time(approval.getDecidedAt()));
    view.put("decided_by", approval.getDecidedBy());
    view.put("reason", approval.getReason());
    return view;
  }
}
