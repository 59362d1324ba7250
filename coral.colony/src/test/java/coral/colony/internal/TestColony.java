// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.error.CoralException;
import coral.api.script.Diagnostic;
import coral.api.script.ScriptValidator;
import coral.colony.deployer.internal.Consent;
import coral.colony.deployer.internal.LevelTriggeredDeployer;
import coral.colony.registry.internal.StoredScriptRegistry;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ScriptSummary;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A colony on a loopback port: everything but stores and Deno is the real thing. */
final class TestColony implements AutoCloseable {
  final FakeStores stores;
  final MovableClock clock;
  final LiveAgents agents;
  final LevelTriggeredDeployer deployer;
  final Results results;
  final TriggerChecks triggers = new TriggerChecks();
  final LinkService link;
  final ColonyParts parts;
  final ColonyApi api;
  final ManagedChannel channel;
  private final Server server;

  TestColony() throws IOException {
    this(new FakeStores(), Duration.ofSeconds(2));
  }

  TestColony(FakeStores stores, Duration patience) throws IOException {
    this(stores, patience, Instant.parse("2026-01-02T03:04:05Z"));
  }

  TestColony(FakeStores stores, Duration patience, Instant now) throws IOException {
    clock = new MovableClock(now);
    this.stores = stores;
    agents = new LiveAgents(stores.agents, clock, Executors.newSingleThreadExecutor());
    deployer =
        new LevelTriggeredDeployer(
            new Consent(Set.of("probes.write"), false),
            stores.scripts,
            stores.executions,
            agents,
            clock);
    results = new Results(stores.executions);
    link = new LinkService(agents, deployer, results, stores.executions, "0.1.0");
    var validator = new Validator();
    parts =
        new ColonyParts(
            new StoredScriptRegistry(stores.scripts, validator),
            validator,
            stores.scripts,
            stores.executions,
            deployer,
            agents,
            results,
            triggers);
    api = new ColonyApi(parts, "0.1.0", patience, clock);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(link)
            .addService(api)
            .intercept(new Sentences())
            .build()
            .start();
    channel = connect();
  }

  ManagedChannel connect() {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  ColonyServiceGrpc.ColonyServiceBlockingStub ask() {
    return ColonyServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  FakeAgent agent(String id, String... services) {
    return new FakeAgent(channel, id, "instance-1", List.of(services));
  }

  /** An agent that reports each script as running once it is told of it. */
  FakeAgent startingAgent(String id) {
    FakeAgent agent = agent(id);
    return agent.onNewScript(agent::running).connect();
  }

  DeployScriptResponse deploy(Script script) {
    return ask().deployScript(DeployRequest.newBuilder().setScript(script).build());
  }

  ScriptStatus status(String name) {
    return summary(name).getStatus();
  }

  String reason(String name) {
    return summary(name).getReason();
  }

  ScriptSummary summary(String name) {
    return list("").stream()
        .filter(summary -> summary.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  List<ScriptSummary> list(String status) {
    return ask()
        .listScripts(ListScriptsRequest.newBuilder().setStatus(status).build())
        .getScriptsList();
  }

  static Script script(String name, String code) {
    return Script.newBuilder().setName(name).setCode(code).setCreatedBy("ada").build();
  }

  @Override
  public void close() throws Exception {
    api.close();
    link.close();
    channel.shutdownNow();
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  /** Sources that begin with "bad" have a type error. */
  private static final class Validator implements ScriptValidator {
    @Override
    public List<Diagnostic> validate(String code, String fileName) {
      return code.startsWith("bad")
          ? List.of(new Diagnostic(fileName, 3, 7, "TS2322", "no string"))
          : List.of();
    }

    @Override
    public String runtimeVersion() {
      return "2.9.6";
    }
  }

  /** What coral.endpoint does in full: a CoralException reaches the caller as "CODE: sentence". */
  private static final class Sentences implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var translating =
          new SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
              super.close(
                  status.getCause() instanceof CoralException e
                      ? status.withDescription(e.code() + ": " + e.sentence())
                      : status,
                  trailers);
            }
          };
      return new SimpleForwardingServerCallListener<>(next.startCall(translating, headers)) {
        @Override
        public void onHalfClose() {
          try {
            super.onHalfClose();
          } catch (CoralException e) {
            translating.close(Status.UNKNOWN.withCause(e), new Metadata());
          }
        }
      };
    }
  }

  static final class MovableClock extends Clock {
    private volatile Instant now;

    MovableClock(Instant now) {
      this.now = now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
