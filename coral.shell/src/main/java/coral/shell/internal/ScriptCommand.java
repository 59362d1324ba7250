// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ExecutionService;
import coral.api.script.ScriptStore;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** One script, as the agent of this process runs it and as its colony keeps it. */
@Component(
    service = ScriptCommand.class,
    immediate = true,
    configurationPid = "coral.shell",
    property = {Parts.SCOPE, Parts.FUNCTION + "script"})
public final class ScriptCommand {
  @Reference(
      name = "executions",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ExecutionService executions;

  @Reference(
      name = "scripts",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ScriptStore scripts;

  @Activate
  public ScriptCommand() {}

  /** Prints what each part knows of it. */
  @Descriptor("one script: its versions and deployment in a colony, its executions on an agent")
  public void script(@Descriptor("name, or the beginning of the id") String name) {
    ExecutionService agent = executions;
    ScriptStore colony = scripts;
    StringBuilder text = new StringBuilder();
    if (colony != null) {
      ScriptText.find(colony, name).ifPresent(s -> text.append(ScriptText.inColony(colony, s)));
    }
    if (agent != null) {
      ScriptText.find(agent, name).ifPresent(s -> text.append(ScriptText.onAgent(agent, s)));
    }
    if (text.isEmpty()) {
      throw new CoralException(
          ErrorCode.NOT_FOUND,
          "no script \"%s\" here: %s lists them"
              .formatted(name, colony == null ? "\"executions\"" : "\"scripts\""));
    }
    Parts.print(text.toString());
  }
}
