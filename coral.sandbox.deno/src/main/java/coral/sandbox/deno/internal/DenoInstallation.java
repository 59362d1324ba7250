// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.handover.ProcessSpawner;
import coral.api.runtime.DataDirectory;
import java.nio.file.Path;
import java.util.Objects;
import org.osgi.framework.BundleContext;

/** Deno and its files as this process is set up: what sandbox and validator both start from. */
record DenoInstallation(DenoBinary deno, DenoFiles files) {

  /**
   * @param work name of the directory, below the data directory, that the import map and Deno's
   *     cache go to
   */
  static DenoInstallation locate(
      BundleContext context,
      DataDirectory data,
      String configured,
      String work,
      ProcessSpawner spawner) {
    Path home = Path.of(Objects.requireNonNullElse(context.getProperty("coral.home"), "."));
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    DenoBinary deno = DenoBinary.find(configured, home, path, spawner);
    DenoFiles files =
        new DenoFiles(home.resolve("sdk"), data.directory(work), data.root().resolve("std"));
    files.prepare();
    return new DenoInstallation(deno, files);
  }
}
