// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.fasterxml.jackson.annotation.JsonProperty;
import coral.proto.colony.v1.TargetVerdict;

/**
 * Whether an agent gets a script.
 *
 * @param fit how it stands with the targets
 * @param reason why it does not get it; empty: it does
 */
public record TargetView(String agentId, boolean getsIt, Fit fit, String reason) {

  /** How an agent stands with the targets of a script. */
  public enum Fit {
    /** The colony did not say. */
    @JsonProperty("unspecified")
    UNSPECIFIED,
    /** It gets the script. */
    @JsonProperty("gets_it")
    GETS_IT,
    /** It matches, and cannot run the script now. */
    @JsonProperty("cannot_run")
    CANNOT_RUN,
    /** It does not match. */
    @JsonProperty("no_match")
    NO_MATCH,
    /** One that this release does not know. */
    @JsonProperty("unrecognized")
    UNRECOGNIZED
  }

  /** As a colony tells it. */
  public static TargetView of(TargetVerdict verdict) {
    Fit fit =
        switch (verdict.getFit()) {
          case FIT_UNSPECIFIED -> Fit.UNSPECIFIED;
          case FIT_GETS_IT -> Fit.GETS_IT;
          case FIT_CANNOT_RUN -> Fit.CANNOT_RUN;
          case FIT_NO_MATCH -> Fit.NO_MATCH;
          case UNRECOGNIZED -> Fit.UNRECOGNIZED;
        };
    return new TargetView(verdict.getAgentId(), fit == Fit.GETS_IT, fit, verdict.getReason());
  }
}
