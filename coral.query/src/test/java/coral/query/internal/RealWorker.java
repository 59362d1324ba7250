// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.query.internal.worker.QueryWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.duckdb.DuckDBDriver;

/** The files of a real worker, unpacked once for all tests just as from bundles. */
final class RealWorker {
  private static final WorkerFiles FILES = unpack();

  private RealWorker() {}

  static WorkerFiles files() {
    return FILES;
  }

  private static WorkerFiles unpack() {
    try {
      Path home = Files.createDirectories(Path.of("target", "worker").toAbsolutePath());
      return new BundleUnpacker(home).unpack(workerClasses(), duckDbEntries(), "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the module's classes, or its jar when the tests of another module use them. */
  static Map<String, URL> workerClasses() throws IOException {
    Path classes = location(QueryWorker.class);
    if (Files.isRegularFile(classes)) {
      return jarEntries(classes);
    }
    Map<String, URL> entries = new TreeMap<>();
    try (var files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        entries.put(classes.relativize(file).toString(), file.toUri().toURL());
      }
    }
    return entries;
  }

  static Map<String, URL> duckDbEntries() throws IOException {
    return jarEntries(location(DuckDBDriver.class));
  }

  private static Map<String, URL> jarEntries(Path jar) throws IOException {
    Map<String, URL> entries = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (var entry : Collections.list(file.entries())) {
        if (!entry.isDirectory()) {
          entries.put(
              entry.getName(), URI.create("jar:" + jar.toUri() + "!/" + entry.getName()).toURL());
        }
      }
    }
    return entries;
  }

  private static Path location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
