// SPDX-License-Identifier: Apache-2.0
package coral.handover.internal;

import coral.api.handover.ProcessSpawner;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Spawns on one platform thread that lives as long as the framework. */
@Component(service = ProcessSpawner.class, configurationPid = "coral.handover")
public final class OneThreadSpawner implements ProcessSpawner {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("coral-process-spawner").daemon().factory());

  @Activate
  public OneThreadSpawner() {}

  @Override
  public Process spawn(ProcessBuilder builder) throws IOException {
    try {
      return thread.submit(builder::start).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting " + builder.command().getFirst(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Deactivate
  public void close() {
    thread.shutdown();
  }
}
