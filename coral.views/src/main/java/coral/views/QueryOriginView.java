// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.api.query.QueryOrigin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asked: a script, or a part of Coral.
 *
 * @param name the script's, or that of the part
 * @param scriptId null: a part of Coral
 * @param executionId the newest that asked; null: a part of Coral
 */
public record QueryOriginView(
    String name, @Nullable String scriptId, @Nullable String executionId) {

  static QueryOriginView of(coral.proto.agent.v1.QueryOrigin origin) {
    return new QueryOriginView(
        origin.getName(),
        origin.getScriptId().isEmpty() ? null : origin.getScriptId(),
        origin.getExecutionId().isEmpty() ? null : origin.getExecutionId());
  }

  static QueryOriginView of(QueryOrigin origin) {
    return new QueryOriginView(
        origin.name(),
        origin.scriptId().map(UUID::toString).orElse(null),
        origin.executionId().map(UUID::toString).orElse(null));
  }
}
