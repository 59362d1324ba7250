// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.IOException;
import java.io.OutputStream;

/** Answers to HTTP requests that are no streams. */
record HttpAnswer(HttpExchange exchange, McpJsonMapper json) {
  void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  void status(int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  void json(int status, Object value) throws IOException {
    byte[] body = json.writeValueAsString(value).getBytes(UTF_8);
    header("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** As JSON-RPC has an error of a message that it knows no id of. */
  void refuse(int status, int code, String sentence) throws IOException {
    json(status, Message.errorWithoutId(code, sentence));
  }
}
