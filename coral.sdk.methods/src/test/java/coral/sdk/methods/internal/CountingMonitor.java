// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.query.QueryMonitor;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRecording;
import coral.api.query.QueryReport;
import coral.api.query.QueryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Remembers whose statements were refused. */
final class CountingMonitor implements QueryMonitor {
  final List<QueryOrigin> refused = new ArrayList<>();
  final List<String> reasons = new ArrayList<>();

  @Override
  public QueryReport report() {
    return QueryReport.NONE;
  }

  @Override
  public QueryUsage usage(UUID executionId) {
    return QueryUsage.NONE;
  }

  @Override
  public synchronized void refused(QueryOrigin origin, String sql, String reason) {
    refused.add(origin);
    reasons.add(sql + ": " + reason);
  }

  @Override
  public QueryRecording record(UUID executionId, int most) {
    throw new UnsupportedOperationException();
  }
}
