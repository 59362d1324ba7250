// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryMonitor;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Remembers whose statements were refused. */
final class CountingMonitor implements QueryMonitor {
  final List<QueryOrigin> refused = new ArrayList<>();

  @Override
  public QueryReport report() {
    return QueryReport.NONE;
  }

  @Override
  public QueryUsage usage(UUID executionId) {
    return QueryUsage.NONE;
  }

  @Override
  public synchronized void refused(QueryOrigin origin) {
    refused.add(origin);
  }
}
