// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.agent.v1.CheckSandboxRequest;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What a colony asks one agent, over the link that the agent keeps. */
record AgentCalls(LiveAgents agents, Duration limit) {
  /** The agent itself gives up a check after a minute, and says so. */
  static final Duration LIMIT = Duration.ofSeconds(75);

  /**
   * An agent that was ever seen.
   *
   * @throws CoralException NOT_FOUND naming those there are
   */
  Agent find(String id) {
    return agents.find(id).orElseThrow(() -> unknown(id));
  }

  /**
   * Has the agent try its sandbox. Fails with UNAVAILABLE when it is not connected, TIMEOUT when it
   * does not answer, or the agent's own error.
   */
  CompletableFuture<CheckSandboxResponse> check(String id) {
    Agent agent = find(id);
    LiveAgents.Link link =
        agents
            .link(id)
            .orElseThrow(
                () ->
                    new CoralException(
                        ErrorCode.UNAVAILABLE,
                        "agent %s is not connected; it was last seen at %s"
                            .formatted(id, agent.lastSeen())));
    AgentRequest request =
        AgentRequest.newBuilder().setCheck(CheckSandboxRequest.getDefaultInstance()).build();
    return link.ask(request)
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(sentence(id, failure)))
        .thenApply(AgentResponse::getCheck);
  }

  private Throwable sentence(String id, Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof TimeoutException
        ? new CoralException(
            ErrorCode.TIMEOUT,
            "agent %s did not answer within %d s".formatted(id, limit.toSeconds()))
        : cause;
  }

  /** Without the wrapping that stages of a future add. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private CoralException unknown(String id) {
    String known = agents.agents().stream().map(Agent::id).collect(Collectors.joining(", "));
    return new CoralException(
        ErrorCode.NOT_FOUND,
        "no agent has the id \"%s\"; %s"
            .formatted(id, known.isEmpty() ? "there are none yet" : "the agents are " + known));
  }
}
