// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

/** Where a metric's rows are. Old and new names of one thing are one family. */
enum MetricFamily {
  HTTP("beyla_http_metrics", "(? = '' OR http_route = ?)"),
  RPC("beyla_grpc_metrics", "(? = '' OR ? IN (rpc_method, rpc_service || '/' || rpc_method))"),
  OTHER("otel_metrics_local", "(? = '' OR json_extract_string(attributes, '/http.route') = ?)");

  private final String table;
  private final String routeCondition;

  MetricFamily(String table, String routeCondition) {
    this.table = table;
    this.routeCondition = routeCondition;
  }

  static MetricFamily of(String metric) {
    return switch (metric) {
      case "http.server.duration", "http.server.request.duration" -> HTTP;
      case "rpc.server.duration", "rpc.server.call.duration" -> RPC;
      default -> OTHER;
    };
  }

  String table() {
    return table;
  }

  /** A condition that takes the route twice; an empty one is every route. */
  String routeCondition() {
    return routeCondition;
  }
}
