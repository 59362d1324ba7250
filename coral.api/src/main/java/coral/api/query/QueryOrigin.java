// SPDX-License-Identifier: Apache-2.0
package coral.api.query;

import java.util.Optional;
import java.util.UUID;

/**
 * Who asks: a script, which is charged for it, or a part of Coral.
 *
 * @param name the script's, or that of the part
 * @param scriptId empty: a part of Coral, whose processor time is not limited
 */
public record QueryOrigin(String name, Optional<UUID> scriptId, Optional<UUID> executionId) {

  /** A part of Coral. */
  public static QueryOrigin part(String name) {
    return new QueryOrigin(name, Optional.empty(), Optional.empty());
  }

  /** A script's execution. */
  public static QueryOrigin script(String name, UUID scriptId, UUID executionId) {
    return new QueryOrigin(name, Optional.of(scriptId), Optional.of(executionId));
  }
}
