// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import reactor.core.publisher.Mono;

/** A stream on which nothing more is said once its request is cancelled, as the protocol wants. */
record CancellableStream(EventStream stream, Requests.Request request)
    implements McpStreamableServerTransport {
  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return request.cancelled() ? Mono.empty() : stream.sendMessage(message);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
    return sendMessage(message);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return stream.unmarshalFrom(data, type);
  }

  /** Whoever opened the stream closes it: a request that failed has yet to be told so. */
  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }
}
