// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which remote procedure. Older conventions have {@code rpc.service} and {@code rpc.method}; newer
 * ones only the latter, as {@code package.Service/Method}.
 */
record RpcName(@Nullable String service, @Nullable String method) {
  static RpcName of(List<KeyValue> attributes) {
    String service = Attributes.text(attributes, "rpc.service");
    String method = Attributes.text(attributes, "rpc.method");
    int slash = method == null ? -1 : method.lastIndexOf('/');
    return service == null && method != null && slash > 0
        ? new RpcName(method.substring(0, slash), method.substring(slash + 1))
        : new RpcName(service, method);
  }
}
