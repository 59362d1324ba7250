// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.resource.v1.Resource;
import org.jspecify.annotations.Nullable;

/** Who sent it: made once per resource and shared by all its rows. */
record Sender(String serviceName, String attributes) {
  static final String UNKNOWN_SERVICE = "unknown_service";

  static Sender of(Resource resource) {
    @Nullable String name = Attributes.text(resource.getAttributesList(), "service.name");
    return new Sender(
        name == null || name.isEmpty() ? UNKNOWN_SERVICE : name,
        JsonText.object(Attributes.sorted(resource.getAttributesList())));
  }
}
