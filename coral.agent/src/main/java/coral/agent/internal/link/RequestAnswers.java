// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import coral.agent.internal.service.AgentHandler;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of AgentService that come by the link. */
final class RequestAnswers {
  private static final Logger log = LoggerFactory.getLogger(RequestAnswers.class);

  private RequestAnswers() {}

  static AgentMessage answer(AgentHandler handler, AgentRequest request) {
    AgentResponse.Builder response = AgentResponse.newBuilder().setId(request.getId());
    try {
      switch (request.getRequestCase()) {
        case DEPLOY -> response.setDeploy(handler.deploy(request.getDeploy()));
        case STOP -> response.setStop(handler.stop(request.getStop()));
        case STATUS -> response.setStatus(handler.status(request.getStatus()));
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
