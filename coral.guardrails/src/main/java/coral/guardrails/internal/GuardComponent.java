// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import coral.api.query.GuardDecision;
import coral.api.query.QueryGuard;
import coral.api.query.SqlParser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishes the guard. Holds no state worth keeping: an update loses a cache. */
@Component(service = QueryGuard.class, configurationPid = "coral.guardrails")
public final class GuardComponent implements QueryGuard {
  private final QueryGuard guard;

  @Activate
  public GuardComponent(@Reference(name = "parser") SqlParser parser) {
    guard = new TreeQueryGuard(parser);
  }

  @Override
  public GuardDecision check(String sql, Options options) throws InterruptedException {
    return guard.check(sql, options);
  }
}
