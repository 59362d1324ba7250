// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.agent.internal.AgentIdentity;
import coral.agent.internal.service.SandboxChecks;
import coral.api.query.QueryRecording;
import coral.api.query.QueryUsage;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An Executions with fakes around it; everything happens on the calling thread. */
public final class TestAgent {
  public static final AgentIdentity IDENTITY =
      new AgentIdentity("agent-1", "instance", "host", "localhost", Map.of("region", "eu"));

  /** As coral.triggers has it. */
  public static final TriggerHandlerFactory MANUAL =
      new TriggerHandlerFactory() {
        @Override
        public void check(Trigger trigger) {}

        @Override
        public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
          callback.fire("deployed");
          return () -> {};
        }
      };

  public final FakeSandbox sandbox = new FakeSandbox();
  public final FakeSessions sessions = new FakeSessions();

  /** Of every execution. */
  public volatile QueryUsage queries = QueryUsage.NONE;

  /** Of the next trial. */
  public volatile Optional<QueryRecording> recording = Optional.empty();

  public final MemoryReports reports = new MemoryReports();
  public final FakeTime time;
  public final Executions executions;

  public TestAgent(Path directory) {
    this(directory, policy(true, 2), new FakeTime());
  }

  public TestAgent(Path directory, ScriptPolicy policy, FakeTime time) {
    this.time = time;
    executions =
        new Executions(
            new ExecutionParts(
                IDENTITY,
                reports,
                new AssignmentFiles(directory),
                RestartPolicy.DEFAULT,
                time,
                time,
                Runnable::run,
                new TestQueries()),
            policy);
    executions.sandbox(sandbox);
    executions.sessions(sessions);
    executions.addTriggers("manual", MANUAL);
  }

  private final class TestQueries implements Queries {
    @Override
    public QueryUsage usage(UUID execution) {
      return queries;
    }

    @Override
    public Optional<QueryRecording> record(UUID execution, int most) {
      return recording;
    }
  }

  public SandboxChecks checks() {
    return checks(sandbox);
  }

  /** Of an agent that accepts scripts. */
  public static SandboxChecks checks(FakeSandbox sandbox) {
    return new SandboxChecks(() -> Optional.of(sandbox), Optional::empty, Duration.ofSeconds(10));
  }

  public static ScriptPolicy policy(boolean enabled, int maxConcurrent) {
    return new ScriptPolicy(enabled, maxConcurrent, 512, 96, Duration.ofMinutes(5));
  }
}
