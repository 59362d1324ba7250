// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.runtime.ReadyPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the process come up. When every part of the role is there it writes {@code coral.json}
 * and tells the launcher {@code ("ready", file)}; when a component fails to start before that,
 * {@code ("failed", sentence)}; until then, at each change, {@code ("waiting", missing parts)}. The
 * launcher is a {@code BiConsumer<String, String>} service with the property {@code
 * coral.launcher}.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "coral.boot")
public final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final long POLL_MS = 50;

  private final Set<ServiceReference<ReadyPart>> parts = ConcurrentHashMap.newKeySet();
  private final Set<String> wanted;
  private final DiscoveryFile file;
  private final StartFailures failures;
  private final @Nullable BiConsumer<String, String> launcher;
  private final ScheduledExecutorService poll =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-readiness").daemon().factory());
  private String told = "";
  private boolean ready;

  @Activate
  public Readiness(
      BundleContext context,
      @Reference(name = "runtime") ServiceComponentRuntime runtime,
      @Reference(
              name = "launcher",
              target = "(coral.launcher=true)",
              cardinality = ReferenceCardinality.OPTIONAL)
          @Nullable BiConsumer<String, String> launcher) {
    this.wanted = Role.of(BootProperty.ROLE.require(context)).parts();
    this.file =
        new DiscoveryFile(Path.of(BootProperty.DATA.require(context)).resolve("coral.json"));
    this.failures = new StartFailures(runtime);
    this.launcher = launcher;
    poll.scheduleWithFixedDelay(this::check, 0, POLL_MS, TimeUnit.MILLISECONDS);
  }

  @Reference(
      name = "part",
      service = ReadyPart.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindPart(ServiceReference<ReadyPart> part) {
    parts.add(part);
  }

  void unbindPart(ServiceReference<ReadyPart> part) {
    parts.remove(part);
  }

  private void check() {
    Map<String, String> addresses = new TreeMap<>();
    Set<String> missing = new TreeSet<>(wanted);
    for (ServiceReference<ReadyPart> part : parts) {
      String name = String.valueOf(part.getProperty(ReadyPart.NAME));
      missing.remove(name);
      if (part.getProperty(ReadyPart.ADDRESS) != null) {
        addresses.put(name, part.getProperty(ReadyPart.ADDRESS).toString());
      }
    }
    try {
      if (missing.isEmpty()) {
        file.write(addresses);
        ready = true;
        tell("ready", file.path().toString());
      } else if (!ready) {
        tell("waiting", String.join(", ", missing));
        failures.first().ifPresent(sentence -> tell("failed", sentence));
      }
    } catch (IOException e) {
      LOG.error("cannot write {}: {}", file.path(), e.toString());
    }
  }

  private void tell(String what, String detail) {
    if (launcher != null && !told.equals(what + detail)) {
      told = what + detail;
      launcher.accept(what, detail);
    }
  }

  @Deactivate
  void close() {
    poll.shutdownNow();
    file.delete();
  }
}
