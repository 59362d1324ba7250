// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a script may do only with an operator's consent.
 *
 * @param fourEyes whether the author of a version may not approve it
 */
public record Consent(Set<String> capabilities, boolean fourEyes) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*");

  public Consent {
    capabilities = Set.copyOf(capabilities);
    for (String capability : capabilities) {
      if (!NAME.matcher(capability).matches()) {
        throw new CoralException(
            ErrorCode.INVALID_ARGUMENT,
            "consent.capabilities has \"%s\", but each must be a name such as probes.write"
                .formatted(capability));
      }
    }
  }

  static Consent of(ConsentConfig config) {
    return new Consent(Set.copyOf(List.of(config.capabilities())), config.four__eyes());
  }

  /** The capabilities of a script that need it, sorted. */
  List<String> neededFor(Script script) {
    return script.settings().capabilities().stream().filter(capabilities::contains).toList();
  }
}
