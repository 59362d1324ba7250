// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.handover.ProcessSpawner;
import coral.api.runtime.DataDirectory;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's sandbox. */
@Component(
    service = Sandbox.class,
    configurationPid = "coral.script",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SandboxComponent.Config.class)
public final class SandboxComponent implements Sandbox {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxComponent.class);

  /** Keys of section {@code script} that are read here. */
  @ObjectClassDefinition(id = "coral.script", name = "Scripts: sandbox")
  public @interface Config {
    @AttributeDefinition(
        description =
            "Path of the Deno binary; empty: the distribution's, else the first on the PATH")
    String deno__path() default "";
  }

  private final BundleContext context;
  private final DataDirectory data;
  private final ProcessSpawner spawner;
  private String denoPath;
  private volatile Sandbox sandbox;

  @Activate
  public SandboxComponent(
      BundleContext context,
      Config config,
      @Reference(name = "data") DataDirectory data,
      @Reference(name = "spawner") ProcessSpawner spawner) {
    this.context = context;
    this.data = data;
    this.spawner = spawner;
    this.denoPath = config.deno__path();
    this.sandbox = create();
  }

  /** The section has other readers too: only another Deno makes another sandbox. */
  @Modified
  void modified(Config config) {
    if (!config.deno__path().equals(denoPath)) {
      denoPath = config.deno__path();
      close();
      sandbox = create();
    }
  }

  private Sandbox create() {
    try {
      DenoInstallation installed =
          DenoInstallation.locate(context, data, denoPath, "sandbox", spawner);
      return new DenoSandbox(installed.deno(), installed.files(), spawner);
    } catch (CoralException e) {
      LOG.warn("scripts cannot run: {}", e.sentence());
      return new NoDeno(e.sentence());
    }
  }

  @Override
  public Info info() {
    return sandbox.info();
  }

  @Override
  public SandboxProcess start(SandboxRequest request, OutputListener output) {
    return sandbox.start(request, output);
  }

  @Deactivate
  void close() {
    if (sandbox instanceof DenoSandbox running) {
      running.close();
    }
  }
}
