// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.agent.Agent;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.agent.v1.CheckSandboxRequest;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialRequest;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import coral.wire.TimesWire;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What a colony asks one agent, over the link that the agent keeps. */
record AgentCalls(LiveAgents agents, Duration limit) {
  /** The agent itself gives up a check after a minute, and says so. */
  static final Duration LIMIT = Duration.ofSeconds(75);

  /** For an agent to begin and to end a trial, beside the trial's own time. */
  private static final Duration TRIAL_GRACE = Duration.ofSeconds(15);

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
    AgentRequest request =
        AgentRequest.newBuilder().setCheck(CheckSandboxRequest.getDefaultInstance()).build();
    return told(id, link(id).ask(request), limit).thenApply(AgentResponse::getCheck);
  }

  /**
   * Has the agent try a script. Fails as {@link #check} does, with UNKNOWN_METHOD where the agent
   * is too old for it.
   *
   * @param gone ends the trial when it completes
   */
  CompletableFuture<Trial> tryOut(String id, TrialRequest request, CompletionStage<?> gone) {
    Duration patience = TimesWire.fromWire(request.getTime()).plus(TRIAL_GRACE);
    CompletableFuture<AgentResponse> answer =
        link(id).ask(AgentRequest.newBuilder().setTrial(request).build());
    var _ = gone.thenRun(() -> answer.cancel(false));
    return told(id, answer, patience.compareTo(limit) < 0 ? patience : limit)
        .thenApply(response -> response.getTrial().getTrial());
  }

  private LiveAgents.Link link(String id) {
    Agent agent = find(id);
    return agents
        .link(id)
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.UNAVAILABLE,
                    "agent %s is not connected; it was last seen at %s"
                        .formatted(id, agent.lastSeen())));
  }

  private static CompletableFuture<AgentResponse> told(
      String id, CompletableFuture<AgentResponse> answer, Duration patience) {
    return answer
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(sentence(id, failure, patience)));
  }

  private static Throwable sentence(String id, Throwable failure, Duration patience) {
    Throwable cause = cause(failure);
    return cause instanceof TimeoutException
        ? new CoralException(
            ErrorCode.TIMEOUT,
            "agent %s did not answer within %d s".formatted(id, patience.toSeconds()))
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
