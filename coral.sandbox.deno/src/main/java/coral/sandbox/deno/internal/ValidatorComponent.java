// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.handover.ProcessSpawner;
import coral.api.runtime.DataDirectory;
import coral.api.script.Diagnostic;
import coral.api.script.ScriptValidator;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The colony's validator. */
@Component(
    service = ScriptValidator.class,
    configurationPid = "coral.validation",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ValidatorComponent.Config.class)
public final class ValidatorComponent implements ScriptValidator {
  private static final Logger LOG = LoggerFactory.getLogger(ValidatorComponent.class);

  /** Keys of section {@code validation}. */
  @ObjectClassDefinition(id = "coral.validation", name = "Validation of scripts")
  public @interface Config {
    @AttributeDefinition(
        description =
            "Path of the Deno binary; empty: the distribution's, else the first on the PATH")
    String deno__path() default "";
  }

  private final ScriptValidator validator;

  @Activate
  public ValidatorComponent(
      BundleContext context,
      Config config,
      @Reference(name = "data") DataDirectory data,
      @Reference(name = "spawner") ProcessSpawner spawner) {
    ScriptValidator found;
    try {
      DenoInstallation installed =
          DenoInstallation.locate(context, data, config.deno__path(), "validation", spawner);
      found = new DenoValidator(installed.deno(), installed.files(), spawner);
    } catch (CoralException e) {
      LOG.warn("scripts cannot be checked: {}", e.sentence());
      found = new NoDeno(e.sentence());
    }
    validator = found;
  }

  @Override
  public List<Diagnostic> validate(String code, String fileName) {
    return validator.validate(code, fileName);
  }

  @Override
  public String runtimeVersion() {
    return validator.runtimeVersion();
  }
}
