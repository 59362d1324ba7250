// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import coral.agent.internal.service.AgentHandler;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of AgentService that come by the link. */
final class RequestAnswers {
  private static final Logger log = LoggerFactory.getLogger(RequestAnswers.class);

  private final AgentHandler handler;
  private final TrialAnswers trials;

  RequestAnswers(AgentHandler handler, TrialAnswers trials) {
    this.handler = handler;
    this.trials = trials;
  }

  /**
   * Answers at once, in the order of the requests; what may take seconds is answered when it is
   * due.
   */
  void take(AgentRequest request, Consumer<AgentMessage> answer) {
    if (request.hasTrial()) {
      startTrial(request, answer);
    } else if (request.hasCheck() || request.hasDeploy()) {
      Thread.ofVirtual()
          .name("coral-link-request-" + request.getId())
          .start(() -> answer.accept(answer(request)));
    } else {
      answer.accept(answer(request));
    }
  }

  private void startTrial(AgentRequest request, Consumer<AgentMessage> answer) {
    AgentResponse.Builder response = AgentResponse.newBuilder().setId(request.getId());
    try {
      trials.start(
          request.getId(),
          request.getTrial(),
          trial -> answer.accept(message(response.setTrial(trial))));
    } catch (RuntimeException e) {
      answer.accept(message(failed(response, e)));
    }
  }

  private AgentMessage answer(AgentRequest request) {
    AgentResponse.Builder response = AgentResponse.newBuilder().setId(request.getId());
    try {
      switch (request.getRequestCase()) {
        case DEPLOY -> response.setDeploy(handler.deploy(request.getDeploy()));
        case STOP -> response.setStop(handler.stop(request.getStop()));
        case STATUS -> response.setStatus(handler.status(request.getStatus()));
        case CHECK -> response.setCheck(handler.check(request.getCheck()));
        case TRIAL, REQUEST_NOT_SET ->
            throw new CoralException(
                ErrorCode.UNKNOWN_METHOD, "this agent does not know that request; update it");
      }
    } catch (RuntimeException e) {
      return message(failed(response, e));
    }
    return message(response);
  }

  private static AgentResponse.Builder failed(AgentResponse.Builder response, RuntimeException e) {
    if (e instanceof CoralException told) {
      return response.setErrorCode(told.code().name()).setErrorMessage(told.sentence());
    }
    log.error("cannot answer request {} of the colony", response.getId(), e);
    return response
        .setErrorCode(ErrorCode.INTERNAL.name())
        .setErrorMessage("the agent failed: " + e);
  }

  private static AgentMessage message(AgentResponse.Builder response) {
    return AgentMessage.newBuilder().setResponse(response).build();
  }
}
