// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import com.google.protobuf.Duration;
import coral.cli.CliException;
import coral.cli.ExitCode;
import coral.proto.colony.v1.Canary;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a new version goes to a part of its agents first. */
final class CanaryOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(%?)");
  private static final long LONGEST_SECONDS = 168 * 3600;

  @Option(
      names = "--canary",
      paramLabel = "PART",
      description = "First to a part of the agents that match: 10%%, or 3 for so many agents")
  private @Nullable String part;

  @Option(
      names = "--canary-for",
      paramLabel = "TIME",
      description = "How long it has to run there before all agents get it (default: 60s)")
  private @Nullable String time;

  @Option(
      names = "--halt-on-failure",
      description = "A failure there ends the roll-out: those agents go back to what they had")
  private boolean halt;

  /** Empty: to all agents that match at once. */
  Optional<Canary> canary() {
    if (part == null) {
      refuseAlone(time == null ? null : "--canary-for");
      refuseAlone(halt ? "--halt-on-failure" : null);
      return Optional.empty();
    }
    Canary.Builder canary = sized(part).setHaltOnFailure(halt);
    if (time != null) {
      canary.setHold(hold(time));
    }
    return Optional.of(canary.build());
  }

  private static Canary.Builder sized(String part) {
    Matcher matcher = SIZE.matcher(part);
    if (!matcher.matches()) {
      throw new CliException(
          ExitCode.USAGE,
          "--canary \"%s\" is no part of the agents: write 10%% or a number of agents, such as 3"
              .formatted(part));
    }
    int number = Integer.parseInt(matcher.group(1));
    boolean percent = !matcher.group(2).isEmpty();
    if (number < 1 || (percent && number > 100)) {
      throw new CliException(
          ExitCode.USAGE,
          "--canary %s is out of range: %s"
              .formatted(part, percent ? "1% to 100%" : "1 agent or more"));
    }
    return percent ? Canary.newBuilder().setPercent(number) : Canary.newBuilder().setAgents(number);
  }

  private static Duration hold(String time) {
    Duration hold = Durations.of("--canary-for", time);
    boolean tooLong =
        hold.getSeconds() > LONGEST_SECONDS
            || (hold.getSeconds() == LONGEST_SECONDS && hold.getNanos() > 0);
    if (hold.getSeconds() < 1 || tooLong) {
      throw new CliException(
          ExitCode.USAGE, "--canary-for %s is out of range: 1s to 168h".formatted(time));
    }
    return hold;
  }

  private static void refuseAlone(@Nullable String option) {
    if (option != null) {
      throw new CliException(
          ExitCode.USAGE,
          "%s says how a canary goes; add --canary, such as --canary 10%%".formatted(option));
    }
  }
}
