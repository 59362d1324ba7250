// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON-RPC messages in the bodies of requests. */
record Message(McpJsonMapper json) {
  /** A script of 1 MiB, escaped, and what surrounds it fit. */
  static final int MAX_BYTES = 4 << 20;

  /** The one message of a POST; null: there is none, and that is answered. */
  @Nullable JSONRPCMessage read(HttpExchange exchange, HttpAnswer answer) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      answer.refuse(
          413,
          ErrorCodes.INVALID_REQUEST,
          "the message is too long: at most %,d bytes are accepted".formatted(MAX_BYTES));
      return null;
    }
    String text = new String(body, UTF_8).strip();
    try {
      json.readValue(text, Object.class);
    } catch (IOException | RuntimeException e) {
      answer.refuse(
          400, ErrorCodes.PARSE_ERROR, "the body is no JSON: " + firstLine(e.getMessage()));
      return null;
    }
    try {
      JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(json, text);
      if (message instanceof McpSchema.JSONRPCRequest request && request.id() == null) {
        throw new IllegalArgumentException("id is null");
      }
      return message;
    } catch (IOException | RuntimeException e) {
      answer.refuse(
          400,
          ErrorCodes.INVALID_REQUEST,
          text.startsWith("[")
              ? "send one message at a time: the protocol has no batches"
              : "the body is no JSON-RPC 2.0 message: it needs jsonrpc, and method or result or error");
      return null;
    }
  }

  static JSONRPCResponse error(@Nullable Object id, int code, String sentence) {
    return JSONRPCResponse.error(id, new JSONRPCError(code, sentence, null));
  }

  /** The SDK leaves a null id out, and JSON-RPC wants to see it. */
  static Map<String, @Nullable Object> errorWithoutId(int code, String sentence) {
    Map<String, @Nullable Object> response = new LinkedHashMap<>();
    response.put("jsonrpc", "2.0");
    response.put("id", null);
    response.put("error", Map.of("code", code, "message", sentence));
    return response;
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "it is empty" : text.lines().findFirst().orElse("");
  }
}
