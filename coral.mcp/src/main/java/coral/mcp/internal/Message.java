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
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON-RPC messages in the bodies of requests. */
record Message(McpJsonMapper json) {
  /** A script of 1 MiB, escaped, and what surrounds it fit. */
  static final int MAX_BYTES = 4 << 20;

  /** Of a message that is too long. */
  private static final int MAX_DISCARDED_BYTES = 64 << 20;

  /** The one message of a POST; null: there is none, and that is answered. */
  @Nullable JSONRPCMessage read(HttpExchange exchange, HttpAnswer answer) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      discard(in);
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

  /**
   * An answer beside bytes that were not read resets the connection: the client would not see it.
   */
  private static void discard(InputStream in) throws IOException {
    byte[] buffer = new byte[64 << 10];
    int left = MAX_DISCARDED_BYTES;
    while (left > 0) {
      int read = in.read(buffer);
      if (read < 0) {
        return;
      }
      left -= read;
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
