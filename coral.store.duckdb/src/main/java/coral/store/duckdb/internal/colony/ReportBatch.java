// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Report;
import java.util.List;

/** What one agent reported at once. */
record ReportBatch(String agentId, List<Report> reports) {}
