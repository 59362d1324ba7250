// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes files for another JVM of what bundles contain. Bundles are read through the framework,
 * since only it knows where they lie, and copied, since a bundle's file is overwritten when it is
 * updated. DuckDB's native library (71 MB) is unpacked once per version of it; its driver would do
 * so at each start of a worker.
 */
final class BundleUnpacker {
  static final String LIBRARY = "libduckdb_java.so";

  private static final String WORKER_JAR = "worker.jar";
  private static final String DUCKDB_JAR = "duckdb.jar";
  private static final String UNPACKED = "duckdb-";

  private final Path home;

  /**
   * @param home a directory of the agent's own
   */
  BundleUnpacker(Path home) {
    this.home = home;
  }

  /**
   * @param worker the worker's classes by entry name
   * @param duckDb the entries of DuckDB's bundle by name
   * @param duckDbVersion of the bundle
   */
  WorkerFiles unpack(Map<String, URL> worker, Map<String, URL> duckDb, String duckDbVersion)
      throws IOException {
    Path workerJar = home.resolve(WORKER_JAR);
    writeJar(workerJar, worker);
    URL packed = libraryOf(duckDb);
    // The size tells builds of the same version apart; the bundle's own time is that of its
    // installation.
    long size = packed.openConnection().getContentLengthLong();
    Path unpacked = home.resolve(UNPACKED + duckDbVersion + "-" + size);
    Path duckDbJar = unpacked.resolve(DUCKDB_JAR);
    Path library = unpacked.resolve(LIBRARY);
    if (!Files.exists(duckDbJar) || !Files.exists(library)) {
      deleteOthers();
      Files.createDirectories(unpacked);
      linkOrCopy(packed, library);
      writeJar(duckDbJar, classesOf(duckDb));
    }
    return new WorkerFiles(home, List.of(workerJar, duckDbJar), unpacked);
  }

  /** Of versions before; a worker that still runs has its files open. */
  private void deleteOthers() throws IOException {
    try (Stream<Path> old = Files.list(home)) {
      for (Path directory : old.filter(BundleUnpacker::isUnpacked).toList()) {
        for (String file : List.of(LIBRARY, DUCKDB_JAR)) {
          Files.deleteIfExists(directory.resolve(file));
          Files.deleteIfExists(partial(directory.resolve(file)));
        }
        Files.deleteIfExists(directory);
      }
    }
  }

  private static boolean isUnpacked(Path path) {
    return Files.isDirectory(path) && String.valueOf(path.getFileName()).startsWith(UNPACKED);
  }

  private static URL libraryOf(Map<String, URL> duckDb) {
    String name = packedLibrary();
    URL url = duckDb.get(name);
    if (url == null) {
      throw new IllegalStateException(
          "the installed DuckDB bundle has no "
              + name
              + ": queries run on Linux, x86-64 and ARM64");
    }
    return url;
  }

  /** The entry of this machine's library in DuckDB's bundle. */
  static String packedLibrary() {
    return LIBRARY + "_linux_" + architecture();
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  private static Map<String, URL> classesOf(Map<String, URL> bundle) {
    Map<String, URL> classes = new TreeMap<>(bundle);
    classes.keySet().removeIf(name -> !name.endsWith(".class"));
    return classes;
  }

  /** A worker that runs keeps the file that it has open, since a new one takes its name. */
  private static void writeJar(Path jar, Map<String, URL> entries) throws IOException {
    Path partial = partial(jar);
    try (OutputStream out = Files.newOutputStream(partial);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        try (InputStream in = entry.getValue().openStream()) {
          in.transferTo(zip);
        }
      }
    }
    Files.move(partial, jar, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** A file that the distribution has unpacked already takes no room of its own where links do. */
  private static void linkOrCopy(URL from, Path to) throws IOException {
    Path partial = partial(to);
    Files.deleteIfExists(partial);
    if (!link(from, partial)) {
      try (InputStream in = from.openStream()) {
        Files.copy(in, partial);
      }
    }
    Files.move(partial, to, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private static boolean link(URL from, Path to) {
    if (!"file".equals(from.getProtocol())) {
      return false;
    }
    try {
      Files.createLink(to, Path.of(from.toURI()));
      return true;
    } catch (IOException | URISyntaxException | UnsupportedOperationException e) {
      return false; // another file system, or the file is another user's
    }
  }

  private static Path partial(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }
}
