// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Deployer;
import coral.api.execution.ExecutionStore;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptStore;
import coral.api.script.ScriptValidator;

/** The services that answers are made from. */
record ColonyParts(
    ScriptRegistry registry,
    ScriptValidator validator,
    ScriptStore scripts,
    ExecutionStore executions,
    Deployer deployer,
    LiveAgents agents,
    Results results,
    TriggerChecks triggers) {}
