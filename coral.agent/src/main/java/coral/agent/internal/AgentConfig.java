// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of section {@code agent} that are read here. */
@ObjectClassDefinition(id = AgentConfig.PID, name = "Agent")
public @interface AgentConfig {
  String PID = "coral.agent";

  @AttributeDefinition(description = "Name of this agent, unique in its colony; empty: the host's")
  String id() default "";

  @AttributeDefinition(
      description = "What deployments can select by, `name: value` each",
      cardinality = 100)
  String[] labels() default {};

  @AttributeDefinition(
      description = "The colony's host:port; `local`: the colony of the same process")
  String colony() default "127.0.0.1:9000";

  @AttributeDefinition(
      description = "File with the colony's token; empty: `token` in the data directory")
  String colony__token__file() default "";

  @AttributeDefinition(
      description = "What may wait on the disk for the colony, in MB",
      min = "1",
      max = "65536")
  int outbox__limit__mb() default 64;
}
