// SPDX-License-Identifier: Apache-2.0

package coral.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** The distribution's bundles under higher versions, for {@code DIR/bundles}. */
final class DropIns {
  private final Path distribution;
  private final Path directory;

  DropIns(Path home, Path directory) {
    this.distribution = home.resolve("bundles");
    this.directory = directory;
  }

  /** Drops in the distribution's bundle of that name with another version. */
  Path drop(String name, String version) throws IOException {
    Path copy = Files.createTempFile("coral-drop-in", ".jar");
    try (JarFile original = new JarFile(find(name).toFile())) {
      Manifest manifest = original.getManifest();
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
      try (OutputStream out = Files.newOutputStream(copy);
          JarOutputStream jar = new JarOutputStream(out, manifest)) {
        copyEntries(original, jar);
      }
    }
    return Files.move(copy, directory.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copyEntries(JarFile original, JarOutputStream jar) throws IOException {
    for (Enumeration<JarEntry> entries = original.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
        jar.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = original.getInputStream(entry)) {
          content.transferTo(jar);
        }
      }
    }
  }

  private Path find(String name) throws IOException {
    try (Stream<Path> jars = Files.list(distribution)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
          .findFirst()
          .orElseThrow(() -> new IOException("no bundle " + name + " in " + distribution));
    }
  }
}
