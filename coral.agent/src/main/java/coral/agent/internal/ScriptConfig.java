// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of section {@code script} that are read here. */
@ObjectClassDefinition(id = ScriptConfig.PID, name = "Scripts")
public @interface ScriptConfig {
  String PID = "coral.script";

  @AttributeDefinition(description = "Whether this agent runs scripts")
  boolean enabled() default true;

  @AttributeDefinition(description = "Executions at a time; others wait", min = "1", max = "1000")
  int max__concurrent() default 5;

  @AttributeDefinition(
      description = "Memory of all scripts together, in MB",
      min = "16",
      max = "1048576")
  int memory__limit__mb() default 512;

  @AttributeDefinition(
      description = "Memory of a script that sets no limit of its own, in MB",
      min = "16",
      max = "65536")
  int script__memory__mb() default 96;

  @AttributeDefinition(
      description = "Most that an ad hoc execution may take; daemons may take 24 hours",
      min = "1",
      max = "86400")
  int timeout__seconds() default 300;

  @AttributeDefinition(
      description = "Superseded and ignored: scripts reach the SDK by a Unix socket",
      min = "0",
      max = "65535")
  int sdk__server__port() default 0;
}
