// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static coral.shell.internal.Parts.FUNCTION;
import static coral.shell.internal.Parts.require;

import coral.api.agent.AgentDirectory;
import coral.api.script.ScriptStore;
import coral.views.AgentView;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Commands about the colony of this process. */
@Component(
    service = ColonyCommands.class,
    immediate = true,
    configurationPid = "coral.shell",
    property = {Parts.SCOPE, FUNCTION + "agents", FUNCTION + "scripts"})
public final class ColonyCommands {
  private static final String COLONY = "a colony";

  @Reference(
      name = "agents",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable AgentDirectory agents;

  @Reference(
      name = "scripts",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ScriptStore scripts;

  @Activate
  public ColonyCommands() {}

  /** Prints a table. */
  @Descriptor("agents that this colony knows")
  public void agents() {
    Parts.print(
        ColonyText.agents(
            require(agents, "agents", COLONY).agents().stream().map(AgentView::of).toList()));
  }

  /** Prints a table. */
  @Descriptor("scripts that this colony keeps, in their newest versions")
  public void scripts() {
    Parts.print(ColonyText.scripts(require(scripts, "stored scripts", COLONY)));
  }
}
