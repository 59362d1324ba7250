// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.mapping;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a duration series have in common.
 *
 * @param group HTTP method, or RPC service
 * @param target HTTP route, or RPC method
 * @param failed whether they count as the server's errors
 */
record ServerCall(
    @Nullable String group, @Nullable String target, @Nullable Integer status, boolean failed) {
  /**
   * UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS, as OpenTelemetry
   * has it for servers.
   */
  private static final Set<Integer> SERVER_ERRORS = Set.of(2, 4, 12, 13, 14, 15);

  private static final Map<String, Integer> GRPC_CODES =
      Map.ofEntries(
          Map.entry("OK", 0),
          Map.entry("CANCELLED", 1),
          Map.entry("UNKNOWN", 2),
          Map.entry("INVALID_ARGUMENT", 3),
          Map.entry("DEADLINE_EXCEEDED", 4),
          Map.entry("NOT_FOUND", 5),
          Map.entry("ALREADY_EXISTS", 6),
          Map.entry("PERMISSION_DENIED", 7),
          Map.entry("RESOURCE_EXHAUSTED", 8),
          Map.entry("FAILED_PRECONDITION", 9),
          Map.entry("ABORTED", 10),
          Map.entry("OUT_OF_RANGE", 11),
          Map.entry("UNIMPLEMENTED", 12),
          Map.entry("INTERNAL", 13),
          Map.entry("UNAVAILABLE", 14),
          Map.entry("DATA_LOSS", 15),
          Map.entry("UNAUTHENTICATED", 16));

  static ServerCall of(DurationFamily family, List<KeyValue> attributes) {
    return family == DurationFamily.HTTP ? http(attributes) : rpc(attributes);
  }

  private static ServerCall http(List<KeyValue> attributes) {
    Integer status =
        Attributes.integer(attributes, "http.response.status_code", "http.status_code");
    boolean failed = (status != null && status >= 500) || Attributes.has(attributes, "error.type");
    return new ServerCall(
        Attributes.text(attributes, "http.request.method", "http.method"),
        Attributes.text(attributes, "http.route"),
        status,
        failed);
  }

  private static ServerCall rpc(List<KeyValue> attributes) {
    RpcName name = RpcName.of(attributes);
    Integer status = grpcStatus(attributes);
    boolean failed =
        status == null ? Attributes.has(attributes, "error.type") : SERVER_ERRORS.contains(status);
    return new ServerCall(name.service(), name.method(), status, failed);
  }

  private static @Nullable Integer grpcStatus(List<KeyValue> attributes) {
    Integer code =
        Attributes.integer(attributes, "rpc.grpc.status_code", "rpc.response.status_code");
    String name = Attributes.text(attributes, "rpc.response.status_code");
    return code == null && name != null ? GRPC_CODES.get(name.toUpperCase(Locale.ROOT)) : code;
  }
}
