// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Bundles made of a manifest and the {@link Greeter}. */
final class TestJar {
  private final Manifest manifest = new Manifest();

  private TestJar() {}

  /** A jar that is no bundle. */
  static TestJar plain() {
    TestJar jar = new TestJar();
    jar.manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return jar;
  }

  static TestJar bundle(String name, String version) {
    return plain()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", name)
        .header("Bundle-Version", version)
        .header("Bundle-Activator", Greeter.class.getName())
        .header("Import-Package", "org.osgi.framework");
  }

  TestJar beside() {
    return header("Coral-Update", "beside");
  }

  TestJar header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  Path write(Path file) throws IOException {
    String entry = Greeter.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream greeter = Greeter.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new ZipEntry(entry));
      greeter.transferTo(jar);
    }
    return file;
  }
}
