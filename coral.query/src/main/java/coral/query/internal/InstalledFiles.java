// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Finds the worker's classes in this bundle and DuckDB in the one that is installed for it; its
 * native library in the distribution where that has it unpacked.
 */
final class InstalledFiles implements Supplier<WorkerFiles> {
  private static final String DUCKDB = "org.duckdb.duckdb_jdbc";
  private static final String OWN_CLASSES = "coral/query/internal";

  private final Bundle own;
  private final Bundle duckDb;
  private final Path distribution;
  private final Path home;

  /**
   * @param home a directory of the agent's own
   * @throws CoralException UNAVAILABLE when DuckDB is not installed
   */
  InstalledFiles(BundleContext context, Path home) {
    this.own = context.getBundle();
    this.duckDb = duckDb(context);
    this.distribution = Path.of(Objects.requireNonNullElse(context.getProperty("coral.home"), "."));
    this.home = home;
  }

  /** Unpacks; the first time in a data directory it takes a good part of a second. */
  @Override
  public WorkerFiles get() {
    Map<String, URL> worker = entries(own, OWN_CLASSES, "*.class");
    Map<String, URL> driver = entries(duckDb, "/", "*");
    Path library = distribution.resolve("native").resolve(BundleUnpacker.LIBRARY);
    try {
      if (Files.exists(library)) {
        driver.put(BundleUnpacker.packedLibrary(), library.toUri().toURL());
      }
      return new BundleUnpacker(home).unpack(worker, driver, String.valueOf(duckDb.getVersion()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the query worker into " + home, e);
    }
  }

  /**
   * Not wired to this bundle on purpose: DuckDB's native code has no place in the agent's process
   * because of queries.
   */
  private static Bundle duckDb(BundleContext context) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> DUCKDB.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(
            () ->
                new CoralException(
                    ErrorCode.UNAVAILABLE,
                    "Queries need the bundle %s, which is not installed.".formatted(DUCKDB)));
  }

  private static Map<String, URL> entries(Bundle bundle, String path, String pattern) {
    @Nullable Enumeration<URL> found = bundle.findEntries(path, pattern, true);
    Map<String, URL> entries = new TreeMap<>();
    if (found != null) {
      for (URL url : Collections.list(found)) {
        String name = url.getPath().substring(1);
        if (!name.endsWith("/")) {
          entries.put(name, url);
        }
      }
    }
    return entries;
  }
}
