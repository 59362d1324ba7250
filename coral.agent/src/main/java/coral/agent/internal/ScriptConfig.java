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
      description = "Processes and threads of one script",
      min = "16",
      max = "1000")
  int max__pids() default 48;

  @AttributeDefinition(
      description = "A longer line of output is cut there, in bytes",
      min = "80",
      max = "1048576")
  int max__line__bytes() default 16384;

  @AttributeDefinition(
      description = "Lines of output that one script may write in a second",
      min = "1",
      max = "100000")
  int max__lines__per__second() default 500;

  @AttributeDefinition(
      description = "Bytes of output that one script may write in a second",
      min = "1024",
      max = "1073741824")
  int max__output__bytes__per__second() default 1048576;

  @AttributeDefinition(
      description = "Events that one script may emit in a second",
      min = "1",
      max = "10000")
  int max__events__per__second() default 100;

  @AttributeDefinition(
      description = "Superseded and ignored: scripts reach the SDK by a Unix socket",
      min = "0",
      max = "65535")
  int sdk__server__port() default 0;
}
