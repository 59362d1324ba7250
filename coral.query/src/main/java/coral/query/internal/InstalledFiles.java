// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Finds the worker's classes in this bundle and DuckDB in the one that is installed for it. */
final class InstalledFiles {
  private static final String DUCKDB = "org.duckdb.duckdb_jdbc";
  private static final String OWN_CLASSES = "coral/query/internal";

  private final BundleContext context;

  InstalledFiles(BundleContext context) {
    this.context = context;
  }

  WorkerFiles unpack(Path home) throws IOException {
    Bundle duckDb = duckDb();
    return new BundleUnpacker(home)
        .unpack(
            entries(context.getBundle(), OWN_CLASSES, "*.class"),
            entries(duckDb, "/", "*"),
            duckDb.getVersion() + "-" + Long.toHexString(duckDb.getLastModified()));
  }

  /**
   * Not wired to this bundle on purpose: DuckDB's native code has no place in the agent's process
   * because of queries.
   */
  private Bundle duckDb() {
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
