// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static java.util.Objects.requireNonNull;

import coral.api.runtime.DataDirectory;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkMethod;
import coral.api.sdk.SdkMonitor;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The SDK server and its whiteboard of methods. */
@Component(
    service = {SdkSessions.class, SdkMonitor.class},
    configurationPid = "coral.sdk",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = SdkServerComponent.Config.class)
public final class SdkServerComponent implements SdkSessions, SdkMonitor {

  /** Keys of section {@code sdk}. */
  @ObjectClassDefinition(id = "coral.sdk", name = "SDK server")
  public @interface Config {
    @AttributeDefinition(
        description = "Calls that one script may have open at a time",
        min = "1",
        max = "1000")
    int max__concurrent__calls() default 32;

    @AttributeDefinition(
        description = "Requests that one script may send in a second",
        min = "1",
        max = "100000")
    int max__requests__per__second() default 1000;
  }

  private final MethodTable methods = new MethodTable();
  private final SdkServer server;

  @Activate
  public SdkServerComponent(
      BundleContext context, Config config, @Reference(name = "data") DataDirectory data) {
    Version version = context.getBundle().getVersion();
    server =
        new SdkServer(
            data.sockets().resolve("sdk.sock"),
            methods,
            limits(config),
            "%d.%d.%d".formatted(version.getMajor(), version.getMinor(), version.getMicro()));
  }

  @Modified
  void modified(Config config) {
    server.limit(limits(config));
  }

  @Reference(
      name = "methods",
      service = SdkMethod.class,
      target = "(" + SdkMethod.NAME + "=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindMethod(SdkMethod method, Map<String, Object> properties) {
    int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
    methods.bind(name(properties), serviceId(properties), ranking, method);
  }

  void unbindMethod(SdkMethod method, Map<String, Object> properties) {
    methods.unbind(name(properties), serviceId(properties));
  }

  @Override
  public SdkSession open(ExecutionContext execution) {
    return server.open(execution);
  }

  @Override
  public Path socket() {
    return server.socket();
  }

  @Override
  public Expected expect(long pid) {
    return server.expect(pid);
  }

  @Override
  public Stats stats() {
    return server.stats();
  }

  @Deactivate
  void close() {
    server.close();
  }

  private static Limits limits(Config config) {
    return new Limits(config.max__concurrent__calls(), config.max__requests__per__second());
  }

  private static String name(Map<String, Object> properties) {
    return String.valueOf(properties.get(SdkMethod.NAME));
  }

  private static long serviceId(Map<String, Object> properties) {
    return (Long) requireNonNull(properties.get(Constants.SERVICE_ID));
  }
}
