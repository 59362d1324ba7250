// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.ExplainTargetsResponse;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.RunScriptUpdate;
import coral.proto.colony.v1.TargetVerdict;
import coral.proto.colony.v1.TargetVerdict.Fit;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Answers commands on a loopback port, and remembers what they asked. */
final class TestColony extends ColonyServiceImplBase implements AutoCloseable {
  final List<Object> asked = new ArrayList<>();
  List<TargetVerdict> verdicts = List.of();
  private final Server server;
  private final Path token;

  /** What a command came to. */
  record Ran(int exitCode, String out, String err) {}

  TestColony(Path dir) throws IOException {
    token = Files.writeString(dir.resolve("token"), "secret");
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  Ran run(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of("--colony", "127.0.0.1:" + server.getPort(), "--token-file", token.toString()));
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Ran(exitCode, out.toString(), err.toString());
  }

  static TargetVerdict verdict(String agentId, Fit fit, String reason) {
    return TargetVerdict.newBuilder().setAgentId(agentId).setFit(fit).setReason(reason).build();
  }

  @Override
  public void explainTargets(
      ExplainTargetsRequest request, StreamObserver<ExplainTargetsResponse> out) {
    asked.add(request);
    out.onNext(ExplainTargetsResponse.newBuilder().addAllVerdicts(verdicts).build());
    out.onCompleted();
  }

  @Override
  public void deployScript(DeployRequest request, StreamObserver<DeployScriptResponse> out) {
    asked.add(request.getScript().getTargetsList());
    out.onNext(DeployScriptResponse.getDefaultInstance());
    out.onCompleted();
  }

  @Override
  public void runScript(RunScriptRequest request, StreamObserver<RunScriptUpdate> out) {
    asked.add(request.getScript().getTargetsList());
    out.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
