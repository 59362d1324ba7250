// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of section {@code script} that are read here. */
@ObjectClassDefinition(id = SandboxConfig.PID, name = "Scripts: sandbox")
public @interface SandboxConfig {
  String PID = "coral.script";

  @AttributeDefinition(
      description =
          "Path of the Deno binary; empty: the distribution's, else the first on the PATH")
  String deno__path() default "";

  @AttributeDefinition(description = "Whether this agent runs scripts")
  boolean enabled() default true;

  @AttributeDefinition(
      description = "CPU of all scripts together, in percent of one core",
      min = "1",
      max = "10000")
  int cpu__percent() default 10;

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
      description = "Processes and threads of one script",
      min = "16",
      max = "1000")
  int max__pids() default 48;

  @AttributeDefinition(
      description = "Processes that are ready before there is a script for them",
      min = "0",
      max = "20")
  int warm__processes() default 2;

  @AttributeDefinition(
      description =
          "Weakest isolation with which scripts run: deno, filtered, isolated, limited or full")
  String min__tier() default "filtered";
}
