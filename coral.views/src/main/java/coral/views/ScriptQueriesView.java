// SPDX-License-Identifier: Apache-2.0
package coral.views;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import coral.api.query.QueryReport;
import coral.proto.agent.v1.ScriptQueries;

/**
 * What the statements of one script, or of a part of Coral, came to.
 *
 * @param origin its members stand beside the others, not in an object of their own
 * @param running now
 * @param usage its members stand beside the others, as those of {@code origin}
 */
public record ScriptQueriesView(
    @JsonUnwrapped QueryOriginView origin, int running, @JsonUnwrapped QueryUsageView usage) {

  static ScriptQueriesView of(ScriptQueries script) {
    return new ScriptQueriesView(
        QueryOriginView.of(script.getOrigin()),
        script.getRunning(),
        QueryUsageView.of(script.getUsage()));
  }

  static ScriptQueriesView of(QueryReport.Script script) {
    return new ScriptQueriesView(
        QueryOriginView.of(script.origin()), script.running(), QueryUsageView.of(script.usage()));
  }
}
