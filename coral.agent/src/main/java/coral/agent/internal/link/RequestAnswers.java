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

  RequestAnswers(AgentHandler handler) {
    this.handler = handler;
  }

  /**
   * Answers at once, in the order of the requests; what may take seconds is answered when it is
   * due.
   */
  void take(AgentRequest request, Consumer<AgentMessage> answer) {
    if (request.hasCheck() || request.hasDeploy()) {
      Thread.ofVirtual()
          .name("coral-link-request-" + request.getId())
          .start(() -> answer.accept(answer(request)));
    } else {
      answer.accept(answer(request));
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
        case REQUEST_NOT_SET ->
            throw new CoralException(
                ErrorCode.UNKNOWN_METHOD, "this agent does not know that request; update it");
      }
    } catch (CoralException e) {
      response.setErrorCode(e.code().name()).setErrorMessage(e.sentence());
    } catch (RuntimeException e) {
      log.error("cannot answer request {} of the colony", request.getId(), e);
      response.setErrorCode(ErrorCode.INTERNAL.name()).setErrorMessage("the agent failed: " + e);
    }
    return AgentMessage.newBuilder().setResponse(response).build();
  }
}
