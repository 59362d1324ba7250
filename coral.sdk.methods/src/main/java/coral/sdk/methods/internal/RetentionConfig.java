// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The key of section {@code telemetry} that bounds how far methods look back. */
@ObjectClassDefinition(id = "coral.telemetry", name = "SDK methods")
@interface RetentionConfig {
  @AttributeDefinition(
      description = "Minutes that telemetry is kept; no method may be asked to look back further")
  int retention__minutes() default 60;
}
