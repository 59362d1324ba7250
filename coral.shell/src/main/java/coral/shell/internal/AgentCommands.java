// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static coral.shell.internal.Parts.FUNCTION;
import static coral.shell.internal.Parts.require;

import coral.api.execution.ExecutionService;
import coral.api.query.QueryMonitor;
import coral.api.telemetry.TelemetryStore;
import coral.views.QueriesView;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Commands about the agent of this process. */
@Component(
    service = AgentCommands.class,
    immediate = true,
    configurationPid = "coral.shell",
    property = {Parts.SCOPE, FUNCTION + "executions", FUNCTION + "telemetry", FUNCTION + "queries"})
public final class AgentCommands {
  private static final String AGENT = "an agent";

  @Reference(
      name = "executions",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ExecutionService executions;

  @Reference(
      name = "telemetry",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable TelemetryStore telemetry;

  @Reference(
      name = "queries",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable QueryMonitor queries;

  @Activate
  public AgentCommands() {}

  /** Prints a table. */
  @Descriptor("executions of the scripts that this agent holds, newest first")
  public void executions() {
    Parts.print(ExecutionText.table(require(executions, "scripts to run", AGENT)));
  }

  /** Prints a table and a line. */
  @Descriptor("rows of each telemetry table, and the services that they came from")
  public void telemetry() {
    Parts.print(TelemetryText.of(require(telemetry, "telemetry", AGENT)));
  }

  /** Prints two tables. */
  @Descriptor("what queries came to since the query engine started, by script, and slow ones")
  public void queries() {
    Parts.print(QueryText.of(QueriesView.of(require(queries, "query engine", AGENT).report())));
  }
}
