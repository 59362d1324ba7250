// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.colony.v1.AgentCancel;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import coral.proto.colony.v1.ColonyMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What a control stream has asked its agent and is not answered yet. Thread-safe. */
final class PendingRequests {
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, CompletableFuture<AgentResponse>> open = new ConcurrentHashMap<>();

  /**
   * Numbers a request and sends it; completes with the answer, or the agent's error. Whoever
   * completes it otherwise, as by cancelling it or by a time-out, waits no more: the agent is told.
   */
  CompletableFuture<AgentResponse> ask(AgentRequest request, Consumer<ColonyMessage> send) {
    long id = last.incrementAndGet();
    CompletableFuture<AgentResponse> answer = new CompletableFuture<>();
    open.put(id, answer);
    var _ =
        answer.whenComplete(
            (response, failure) -> {
              if (open.remove(id) != null) {
                send.accept(cancel(id));
              }
            });
    send.accept(ColonyMessage.newBuilder().setRequest(request.toBuilder().setId(id)).build());
    return answer;
  }

  /** Whether somebody waited for it. */
  boolean answered(AgentResponse response) {
    CompletableFuture<AgentResponse> answer = open.remove(response.getId());
    if (answer == null) {
      return false;
    }
    return response.getErrorCode().isEmpty()
        ? answer.complete(response)
        : answer.completeExceptionally(
            new CoralException(code(response.getErrorCode()), response.getErrorMessage()));
  }

  /** No more answers come. */
  void fail(RuntimeException why) {
    for (Long id : List.copyOf(open.keySet())) {
      CompletableFuture<AgentResponse> answer = open.remove(id);
      if (answer != null) {
        answer.completeExceptionally(why);
      }
    }
  }

  private static ColonyMessage cancel(long id) {
    return ColonyMessage.newBuilder().setCancel(AgentCancel.newBuilder().setId(id)).build();
  }

  /** A newer agent may know more codes. */
  private static ErrorCode code(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.name().equals(name))
        .findFirst()
        .orElse(ErrorCode.INTERNAL);
  }
}
