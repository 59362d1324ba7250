// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.proto.colony.v1.DryRunRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and for how long a dry run tries a script. */
final class TrialOptions {
  private static final String TRIAL_TIME = "--trial-time";

  @Option(
      names = "--agent",
      paramLabel = "ID",
      description = "Try it on this agent (default: the first that would get it)")
  private @Nullable String agent;

  @Option(
      names = TRIAL_TIME,
      paramLabel = "TIME",
      description = "Stop the trial then; at most 60s (default: 10s)")
  private @Nullable String trialTime;

  boolean given() {
    return agent != null || trialTime != null;
  }

  void into(DryRunRequest.Builder request) {
    request.setAgentId(Objects.requireNonNullElse(agent, ""));
    if (trialTime != null) {
      request.setTrialTime(Durations.of(TRIAL_TIME, trialTime));
    }
  }
}
