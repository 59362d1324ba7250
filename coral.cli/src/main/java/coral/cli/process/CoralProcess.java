// SPDX-License-Identifier: Apache-2.0

package coral.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;

/**
 * A colony, an agent, or both, in an OSGi framework within this JVM. Only JDK types cross between
 * the framework and this class: framework properties in, and what {@code coral.boot} says about
 * readiness out.
 */
public final class CoralProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Framework framework;
  private final Path storage;
  private final CompletableFuture<Path> ready = new CompletableFuture<>();
  private volatile String missing = "everything";

  private CoralProcess(Framework framework, Path storage) {
    this.framework = framework;
    this.storage = storage;
  }

  /** Starts the bundles of the role; {@link #awaitReady} says how that went. */
  public static CoralProcess start(Distribution distribution, StartRequest request) {
    // logback reads it; the log file lies in the data directory
    System.setProperty("coral.data", request.data().toAbsolutePath().toString());
    try {
      Path storage = Files.createTempDirectory("coral-framework");
      Framework framework =
          new FrameworkFactory().newFramework(properties(distribution, request, storage));
      CoralProcess process = new CoralProcess(framework, storage);
      framework.init();
      process.listen(framework.getBundleContext());
      process.installAndStart(distribution.bundles(request.role()));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BundleException e) {
      throw new IllegalStateException("the OSGi framework does not start: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> properties(
      Distribution distribution, StartRequest request, Path storage) {
    Map<String, String> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "sun.misc,sun.reflect");
    properties.put("felix.shutdown.hook", "false");
    properties.put("gosh.args", "--nointeractive --noshutdown");
    properties.put("coral.home", distribution.home().toString());
    properties.put("coral.data", request.data().toAbsolutePath().toString());
    properties.put("coral.role", request.role());
    request.tokenFile().ifPresent(file -> properties.put("coral.token.file", file.toString()));
    properties.put("coral.set.names", String.join(",", request.settings().keySet()));
    request
        .settings()
        .forEach((name, values) -> properties.put("coral.set." + name, String.join("\n", values)));
    return properties;
  }

  private void listen(BundleContext context) {
    BiConsumer<String, String> launcher =
        (what, detail) -> {
          switch (what) {
            case "ready" -> ready.complete(Path.of(detail));
            case "failed" -> ready.completeExceptionally(new StartFailedException(detail));
            default -> missing = detail;
          }
        };
    context.registerService(
        BiConsumer.class, launcher, FrameworkUtil.asDictionary(Map.of("coral.launcher", true)));
  }

  private void installAndStart(List<Path> jars) throws BundleException {
    BundleContext context = framework.getBundleContext();
    List<Bundle> bundles = new ArrayList<>();
    for (Path jar : jars) {
      bundles.add(context.installBundle("reference:" + jar.toUri()));
    }
    framework.start();
    for (Bundle bundle : bundles) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start();
      }
    }
  }

  /**
   * Waits until every part is up.
   *
   * @return the {@code coral.json} that was written
   * @throws StartFailedException with the reason
   */
  public Path awaitReady() throws StartFailedException, InterruptedException {
    try {
      return ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartFailedException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new StartFailedException(
          "not ready after %d s, still missing: %s; the log in %s/log/coral.log says more"
              .formatted(START_LIMIT.toSeconds(), missing, System.getProperty("coral.data")));
    }
  }

  /** Waits until the framework has stopped. */
  public void awaitStop() throws InterruptedException {
    framework.waitForStop(0);
  }

  /**
   * Stops all bundles, and with them every script and child process. Later calls change nothing.
   */
  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(STOP_LIMIT.toMillis());
      deleteStorage();
    } catch (BundleException e) {
      throw new IllegalStateException("the OSGi framework does not stop: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteStorage() {
    if (!Files.exists(storage)) {
      return;
    }
    try (Stream<Path> files = Files.walk(storage)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // a few kilobytes in the temporary directory stay behind
    }
  }
}
