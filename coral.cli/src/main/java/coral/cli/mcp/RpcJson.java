// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC messages, as trees. */
final class RpcJson {
  static final JsonMapper JSON = JsonMapper.shared();

  private RpcJson() {}

  static String method(JsonNode message) {
    return message.path("method").asString("");
  }

  /** Has a method and an id: it wants an answer. */
  static boolean isRequest(JsonNode message) {
    return message.has("method") && message.has("id");
  }

  static ObjectNode request(@Nullable JsonNode id, String method, @Nullable JsonNode params) {
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0");
    if (id != null) {
      request.set("id", id);
    }
    request.put("method", method);
    if (params != null) {
      request.set("params", params);
    }
    return request;
  }

  static ObjectNode notification(String method) {
    return request(null, method, null);
  }

  static ObjectNode result(JsonNode id, JsonNode result) {
    ObjectNode response = JSON.createObjectNode().put("jsonrpc", "2.0");
    response.set("id", id);
    response.set("result", result);
    return response;
  }

  static ObjectNode error(JsonNode id, int code, String sentence) {
    ObjectNode response = JSON.createObjectNode().put("jsonrpc", "2.0");
    response.set("id", id);
    response.set("error", JSON.createObjectNode().put("code", code).put("message", sentence));
    return response;
  }

  /** The result of a tool that could not do what was asked. */
  static ObjectNode toolError(JsonNode id, String sentence) {
    ObjectNode result = JSON.createObjectNode().put("isError", true);
    result
        .putArray("content")
        .add(JSON.createObjectNode().put("type", "text").put("text", sentence));
    return result(id, result);
  }
}
