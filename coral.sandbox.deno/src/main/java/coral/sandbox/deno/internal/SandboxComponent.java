// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.handover.ProcessSpawner;
import coral.api.limits.ResourceGroups;
import coral.api.runtime.DataDirectory;
import coral.api.sandbox.Check;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import coral.api.sandbox.SandboxTier;
import coral.api.sdk.SdkSessions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
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

/** The agent's sandbox. */
@Component(
    service = Sandbox.class,
    configurationPid = SandboxConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SandboxConfig.class)
public final class SandboxComponent implements Sandbox {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxComponent.class);

  /** Framework property: {@code off} leaves Deno's permissions out, to check the layer below. */
  private static final String DENO_LAYER = "coral.sandbox.deno_layer";

  private final BundleContext context;
  private final DataDirectory data;
  private final ProcessSpawner spawner;
  private volatile SandboxConfig config;
  private volatile @Nullable ResourceGroups groups;
  private volatile @Nullable SdkSessions sessions;
  private volatile @Nullable Sandbox sandbox;

  @Activate
  public SandboxComponent(
      BundleContext context,
      SandboxConfig config,
      @Reference(name = "data") DataDirectory data,
      @Reference(name = "spawner") ProcessSpawner spawner) {
    this.context = context;
    this.data = data;
    this.spawner = spawner;
    this.config = config;
  }

  /** Once the references below are there. */
  @Activate
  void start() {
    sandbox = create();
  }

  /** The section has other readers too: only another Deno makes another sandbox. */
  @Modified
  void modified(SandboxConfig next) {
    boolean otherDeno = !next.deno__path().equals(config.deno__path());
    SandboxSettings settings = settings(next);
    config = next;
    if (otherDeno) {
      close();
      sandbox = create();
    } else if (sandbox instanceof DenoSandbox running) {
      running.settings(settings);
    }
  }

  @Reference(
      name = "groups",
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindGroups(ResourceGroups next) {
    groups = next;
    changed();
  }

  void unbindGroups(ResourceGroups gone) {
    // DS binds the successor first
  }

  @Reference(
      name = "sessions",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSessions(SdkSessions next) {
    sessions = next;
    changed();
  }

  void unbindSessions(SdkSessions gone) {
    if (gone.equals(sessions)) {
      sessions = null;
    }
  }

  private void changed() {
    if (sandbox instanceof DenoSandbox running) {
      running.surroundingsChanged();
    }
  }

  private Sandbox create() {
    SandboxSettings settings = settings(config); // a mistake in the section ends the start
    try {
      DenoInstallation installed =
          DenoInstallation.locate(context, data, config.deno__path(), "sandbox", spawner);
      DenoSandbox made =
          new DenoSandbox(installed.deno(), installed.files(), surroundings(), settings);
      String refusal = made.info().refusal();
      if (refusal.isEmpty()) {
        LOG.info("scripts are isolated in {}", made.describe());
      } else {
        LOG.warn("{}", refusal);
      }
      return made;
    } catch (CoralException e) {
      LOG.warn("scripts cannot run: {}", e.sentence());
      return new NoDeno(e.sentence());
    }
  }

  private Surroundings surroundings() {
    boolean denoLayer = !"off".equals(context.getProperty(DENO_LAYER));
    if (!denoLayer) {
      LOG.warn(
          "Deno's permissions are left out ({} is off): only the operating system isolates scripts",
          DENO_LAYER);
    }
    return new Surroundings(
        spawner,
        () -> Objects.requireNonNull(groups),
        () -> Optional.ofNullable(sessions),
        data.sockets(),
        Bubblewrap.onPath(Objects.requireNonNullElse(System.getenv("PATH"), "")),
        DenoSandbox.isRoot(),
        denoLayer);
  }

  private static SandboxSettings settings(SandboxConfig config) {
    return new SandboxSettings(
        config.cpu__percent(),
        config.memory__limit__mb(),
        config.script__memory__mb(),
        config.max__pids(),
        config.enabled() ? config.warm__processes() : 0,
        SandboxTier.of("script.min_tier", config.min__tier()));
  }

  private Sandbox present() {
    return Objects.requireNonNull(sandbox);
  }

  @Override
  public Info info() {
    return present().info();
  }

  @Override
  public SandboxProcess start(SandboxRequest request, OutputListener output) {
    return present().start(request, output);
  }

  @Override
  public List<Check> check() throws InterruptedException {
    return present().check();
  }

  @Deactivate
  void close() {
    if (sandbox instanceof DenoSandbox running) {
      running.close();
    }
  }
}
