// SPDX-License-Identifier: Apache-2.0
package coral.api.script;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;

/**
 * How a new version is tried on a part of its agents before all of them get it.
 *
 * @param size the part
 * @param hold how long each of them has to have it running before the others get it
 * @param haltOnFailure whether a failure there ends the roll-out; otherwise it is only shown
 */
public record Canary(Size size, Duration hold, boolean haltOnFailure) {
  public static final Duration DEFAULT_HOLD = Duration.ofSeconds(60);
  public static final Duration LONGEST_HOLD = Duration.ofDays(7);

  public Canary {
    if (hold.compareTo(Duration.ofSeconds(1)) < 0 || hold.compareTo(LONGEST_HOLD) > 0) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "canary time %s is out of range: 1s to 168h".formatted(hold.toString()));
    }
  }

  /** A number of agents, or a part of those that match. */
  public sealed interface Size {
    /** How many that are, of so many that match: one at least, all of them at most. */
    int of(int matching);
  }

  /** A part in percent, rounded up to whole agents. */
  public record Percent(int percent) implements Size {
    public Percent {
      if (percent < 1 || percent > 100) {
        throw new CoralException(
            ErrorCode.INVALID_ARGUMENT,
            "canary %d%% is out of range: 1%% to 100%% of the agents".formatted(percent));
      }
    }

    @Override
    public int of(int matching) {
      return Math.ceilDiv(percent * matching, 100);
    }
  }

  /** That many, as far as there are. */
  public record Agents(int agents) implements Size {
    public Agents {
      if (agents < 1) {
        throw new CoralException(
            ErrorCode.INVALID_ARGUMENT,
            "canary of %d agents is out of range: 1 or more".formatted(agents));
      }
    }

    @Override
    public int of(int matching) {
      return Math.min(agents, matching);
    }
  }
}
