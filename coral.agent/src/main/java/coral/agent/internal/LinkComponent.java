// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.agent.internal.execution.Executions;
import coral.agent.internal.link.ColonyChannels;
import coral.agent.internal.link.ColonyLink;
import coral.agent.internal.service.AgentHandler;
import coral.agent.internal.wire.LinkWire;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.QueryMonitor;
import coral.api.query.QueryReport;
import coral.api.runtime.AccessToken;
import coral.api.runtime.ReadyPart;
import coral.api.sandbox.Sandbox;
import coral.api.sdk.SdkMethod;
import coral.api.telemetry.TelemetryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The link to the colony: dialled once the agent's port is open and its scripts can run. */
@Component(
    service = {},
    immediate = true,
    configurationPid = AgentConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class LinkComponent {
  /** As address of the colony: the one in this very process, whose port the system may pick. */
  private static final String LOCAL = "local";

  private final BundleContext context;
  private final AgentIdentity identity;
  private final Executions executions;
  private final String address;
  private final String configuredColony;
  private final ColonyChannels channels;
  private final ScheduledTimer timer = new ScheduledTimer("coral-link-timer", Runnable::run);
  private final ColonyLink link;

  private final Capabilities capabilities = new Capabilities();

  private volatile @Nullable TelemetryStore telemetry;

  private volatile @Nullable String localColony;

  @Reference(
      name = "queries",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable QueryMonitor queries;

  private @Nullable ServiceRegistration<ReadyPart> ready;

  @Activate
  public LinkComponent(
      BundleContext context,
      AgentConfig config,
      @Reference(name = "token") AccessToken token,
      @Reference(name = "identity") IdentityComponent identity,
      @Reference(name = "outbox") OutboxComponent outbox,
      @Reference(name = "scripts") ScriptsComponent scripts,
      @Reference(name = "endpoint", target = "(coral.part=agent)", service = ReadyPart.class)
          ServiceReference<ReadyPart> endpoint,
      @Reference(name = "runnable", target = "(coral.part=scripts)", service = ReadyPart.class)
          ServiceReference<ReadyPart> runnable) {
    this.context = context;
    this.identity = identity.identity();
    this.executions = scripts.executions();
    this.address = String.valueOf(endpoint.getProperty(ReadyPart.ADDRESS));
    this.configuredColony = config.colony();
    this.channels = new ColonyChannels(tokens(config, token));
    this.link =
        new ColonyLink(
            new ColonyLink.Parts(
                () -> channels.dial(colony()),
                this::hello,
                this::state,
                executions,
                new AgentHandler(
                    this.identity.id(), executions, scripts.checks(), Clock.systemUTC()),
                outbox.outbox(),
                timer,
                Clock.systemUTC(),
                ThreadLocalRandom.current(),
                this::welcomed));
    if (!configuredColony.equals(LOCAL)) {
      link.dialNow();
    }
  }

  private static Supplier<String> tokens(AgentConfig config, AccessToken own) {
    if (config.colony__token__file().isEmpty()) {
      return own::value;
    }
    Path file = Path.of(config.colony__token__file());
    return () -> {
      try {
        return Files.readString(file, UTF_8).strip();
      } catch (IOException e) {
        throw new CoralException(
            ErrorCode.UNAVAILABLE,
            "cannot read the colony's token from agent.colony_token_file \"%s\"".formatted(file),
            e);
      }
    };
  }

  private String colony() {
    if (!configuredColony.equals(LOCAL)) {
      return configuredColony;
    }
    String local = localColony;
    if (local == null) {
      throw new CoralException(
          ErrorCode.UNAVAILABLE, "the colony of this process does not listen yet");
    }
    return local;
  }

  private LinkWire.Hello hello() {
    Sandbox.Info sandbox = executions.sandboxInfo();
    return new LinkWire.Hello(
        identity,
        context.getBundle().getVersion().toString(),
        address,
        sandbox.version(),
        sandbox.tier(),
        executions.maxConcurrent(),
        executions.refusal().orElse(""));
  }

  private LinkWire.State state() {
    TelemetryStore store = telemetry;
    QueryMonitor monitor = queries;
    return new LinkWire.State(
        executions.assigned(),
        store == null ? List.of() : store.services(),
        store == null ? Map.of() : store.rowCounts(),
        executions.sandboxInfo(),
        monitor == null ? QueryReport.NONE : monitor.report(),
        executions.triggerTypes(),
        capabilities.names(),
        executions.refusal().orElse(""));
  }

  private synchronized void welcomed(boolean up) {
    if (up && ready == null) {
      ready =
          context.registerService(
              ReadyPart.class,
              new ReadyPart() {},
              FrameworkUtil.asDictionary(Map.of(ReadyPart.NAME, "link")));
    } else if (!up && ready != null) {
      ready.unregister();
      ready = null;
    }
  }

  @Reference(
      name = "telemetry",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindTelemetry(TelemetryStore store) {
    telemetry = store;
    link.stateChanged();
  }

  void unbindTelemetry(TelemetryStore store) {
    if (store.equals(telemetry)) {
      telemetry = null;
    }
  }

  @Reference(
      name = "methods",
      service = SdkMethod.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindMethod(Map<String, Object> properties) {
    capabilities.add(String.valueOf(properties.get(SdkMethod.NAME)));
    link.stateChanged();
  }

  void unbindMethod(Map<String, Object> properties) {
    capabilities.remove(String.valueOf(properties.get(SdkMethod.NAME)));
    link.stateChanged();
  }

  @Reference(
      name = "colony",
      service = ReadyPart.class,
      target = "(coral.part=colony)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindColony(Map<String, Object> properties) {
    localColony = (String) properties.get(ReadyPart.ADDRESS);
    link.dialNow();
  }

  void unbindColony(Map<String, Object> properties) {
    if (String.valueOf(properties.get(ReadyPart.ADDRESS)).equals(localColony)) {
      localColony = null;
    }
  }

  @Deactivate
  void close() {
    link.close();
    timer.close();
    channels.close();
    welcomed(false);
  }
}
