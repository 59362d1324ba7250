// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys of section {@code consent}. */
@ObjectClassDefinition(id = "coral.consent", name = "Approval of scripts")
@interface ConsentConfig {
  @AttributeDefinition(
      description =
          "List of capabilities: a version that declares one waits for `coral script approve`")
  String[] capabilities() default {"probes.write"};

  @AttributeDefinition(description = "Whether the author of a version may not approve it")
  boolean four__eyes() default false;
}
