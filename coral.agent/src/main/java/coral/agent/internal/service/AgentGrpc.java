// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.service;

import coral.api.execution.ExecutionService;
import coral.proto.agent.v1.AgentServiceGrpc;
import coral.proto.agent.v1.CheckSandboxRequest;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.DeployScriptRequest;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.GetScriptStatusRequest;
import coral.proto.agent.v1.GetScriptStatusResponse;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.StopScriptRequest;
import coral.proto.agent.v1.StopScriptResponse;
import coral.proto.agent.v1.StreamScriptLogsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** AgentService on the agent's own port. Errors are thrown: the endpoint makes statuses of them. */
public class AgentGrpc extends AgentServiceGrpc.AgentServiceImplBase {
  private final AgentHandler handler;
  private final ExecutionService executions;

  public AgentGrpc(AgentHandler handler, ExecutionService executions) {
    this.handler = handler;
    this.executions = executions;
  }

  @Override
  public void deployScript(
      DeployScriptRequest request, StreamObserver<DeployScriptResponse> response) {
    answer(request, response, handler::deploy);
  }

  @Override
  public void stopScript(StopScriptRequest request, StreamObserver<StopScriptResponse> response) {
    answer(request, response, handler::stop);
  }

  @Override
  public void getScriptStatus(
      GetScriptStatusRequest request, StreamObserver<GetScriptStatusResponse> response) {
    answer(request, response, handler::status);
  }

  @Override
  public void streamScriptLogs(
      StreamScriptLogsRequest request, StreamObserver<ScriptLogEntry> response) {
    new LogFollower(
            handler.known(request.getScriptId()),
            request.getFollow(),
            (ServerCallStreamObserver<ScriptLogEntry>) response)
        .start(executions, request.getTail());
  }

  @Override
  public void checkSandbox(
      CheckSandboxRequest request, StreamObserver<CheckSandboxResponse> response) {
    answer(request, response, handler::check);
  }

  private static <Q, R> void answer(Q request, StreamObserver<R> response, Function<Q, R> call) {
    response.onNext(call.apply(request));
    response.onCompleted();
  }
}
