// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** A jar file that claims to be a bundle. */
final class BundleJar {
  private BundleJar() {}

  /**
   * Its {@code Bundle-SymbolicName}, without directives.
   *
   * @throws IllegalStateException when it has none
   */
  static String symbolicName(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String name =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (name == null) {
        throw new IllegalStateException(
            "it is no OSGi bundle: its manifest has no Bundle-SymbolicName");
      }
      return name.split(";", 2)[0].strip();
    } catch (IOException e) {
      throw new UncheckedIOException("it cannot be read: " + e.getMessage(), e);
    }
  }
}
