// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import coral.agent.internal.execution.AssignmentFiles;
import coral.agent.internal.execution.ExecutionParts;
import coral.agent.internal.execution.Executions;
import coral.agent.internal.execution.OutboxReports;
import coral.agent.internal.execution.Queries;
import coral.agent.internal.execution.RestartPolicy;
import coral.agent.internal.execution.ScriptLimits;
import coral.agent.internal.execution.ScriptPolicy;
import coral.agent.internal.service.SandboxChecks;
import coral.api.execution.ExecutionService;
import coral.api.query.QueryMonitor;
import coral.api.query.QueryRecording;
import coral.api.query.QueryUsage;
import coral.api.runtime.DataDirectory;
import coral.api.runtime.ReadyPart;
import coral.api.sandbox.Sandbox;
import coral.api.sdk.SdkSessions;
import coral.api.trigger.TriggerHandlerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's scripts. Sandbox, SDK server and trigger types may be updated while scripts run, so
 * all of them are dynamic here.
 */
@Component(
    service = ScriptsComponent.class,
    immediate = true,
    configurationPid = ScriptConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ScriptConfig.class)
public final class ScriptsComponent {
  private static final Logger log = LoggerFactory.getLogger(ScriptsComponent.class);

  private final BundleContext context;
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledTimer timer = new ScheduledTimer("coral-scripts", background);
  private final Executions executions;
  private final ServiceRegistration<ExecutionService> service;
  private final SandboxChecks checks;
  private final String sockets;

  @Reference(
      name = "queries",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable QueryMonitor queries;

  private @Nullable Sandbox sandbox;
  private @Nullable SdkSessions sessions;
  private @Nullable ServiceRegistration<ReadyPart> ready;

  @Activate
  public ScriptsComponent(
      BundleContext context,
      ScriptConfig config,
      @Reference(name = "data") DataDirectory data,
      @Reference(name = "identity") IdentityComponent identity,
      @Reference(name = "outbox") OutboxComponent outbox) {
    this.context = context;
    this.sockets = data.sockets().toString();
    this.executions =
        new Executions(
            new ExecutionParts(
                identity.identity(),
                new OutboxReports(outbox.outbox()),
                new AssignmentFiles(data.directory("agent-state")),
                RestartPolicy.DEFAULT,
                Clock.systemUTC(),
                timer,
                background,
                new EngineQueries()),
            policy(config));
    this.checks = new SandboxChecks(this::sandbox, executions::refusal, SandboxChecks.LIMIT);
    this.service = context.registerService(ExecutionService.class, executions, null);
    warnOfSuperseded(config);
    announce();
  }

  @Modified
  void modified(ScriptConfig config) {
    executions.policy(policy(config));
    warnOfSuperseded(config);
    announce();
  }

  static ScriptPolicy policy(ScriptConfig config) {
    return new ScriptPolicy(
        config.enabled(),
        config.max__concurrent(),
        config.memory__limit__mb(),
        config.script__memory__mb(),
        Duration.ofSeconds(config.timeout__seconds()),
        new ScriptLimits(
            config.max__pids(),
            config.max__line__bytes(),
            config.max__lines__per__second(),
            config.max__output__bytes__per__second(),
            config.max__events__per__second()));
  }

  private void warnOfSuperseded(ScriptConfig config) {
    if (config.sdk__server__port() != 0) {
      log.warn(
          "script.sdk_server_port is superseded and ignored: scripts reach the SDK server by a Unix socket in {}",
          sockets);
    }
  }

  Executions executions() {
    return executions;
  }

  SandboxChecks checks() {
    return checks;
  }

  /** Of the query engine that there is at the time. */
  private final class EngineQueries implements Queries {
    @Override
    public QueryUsage usage(UUID execution) {
      QueryMonitor present = queries;
      return present == null ? QueryUsage.NONE : present.usage(execution);
    }

    @Override
    public Optional<QueryRecording> record(UUID execution, int most) {
      return Optional.ofNullable(queries).map(present -> present.record(execution, most));
    }
  }

  private synchronized Optional<Sandbox> sandbox() {
    return Optional.ofNullable(sandbox);
  }

  @Reference(
      name = "sandbox",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindSandbox(Sandbox next) {
    sandbox = next;
    executions.sandbox(next);
    announce();
  }

  synchronized void unbindSandbox(Sandbox gone) {
    if (gone.equals(sandbox)) {
      sandbox = null;
      executions.sandbox(null);
    }
  }

  @Reference(
      name = "sessions",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindSessions(SdkSessions next) {
    sessions = next;
    executions.sessions(next);
    announce();
  }

  synchronized void unbindSessions(SdkSessions gone) {
    if (gone.equals(sessions)) {
      sessions = null;
      executions.sessions(null);
    }
  }

  @Reference(
      name = "triggers",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  synchronized void bindTriggers(TriggerHandlerFactory factory, Map<String, Object> properties) {
    executions.addTriggers(type(properties), factory);
    announce();
  }

  void unbindTriggers(TriggerHandlerFactory factory, Map<String, Object> properties) {
    executions.removeTriggers(type(properties), factory);
  }

  private static String type(Map<String, Object> properties) {
    return String.valueOf(properties.get(TriggerHandlerFactory.TYPE));
  }

  /** Once ready it stays so: what an update takes away for a moment is waited for. */
  private synchronized void announce() {
    if (ready == null && executions.ready()) {
      ready =
          context.registerService(
              ReadyPart.class,
              new ReadyPart() {},
              FrameworkUtil.asDictionary(Map.of(ReadyPart.NAME, "scripts")));
    }
  }

  @Deactivate
  void close() {
    ServiceRegistration<ReadyPart> announced;
    synchronized (this) {
      announced = ready;
      ready = null;
    }
    if (announced != null) {
      announced.unregister();
    }
    service.unregister();
    executions.close();
    timer.close();
    background.close();
  }
}
