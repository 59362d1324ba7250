// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import java.nio.file.Path;
import java.util.List;

/**
 * What a worker's JVM loads.
 *
 * @param home a directory that it may read
 * @param classPath jars or directories
 * @param libraries where DuckDB's native library lies unpacked; where it does not, the driver
 *     unpacks its own, which takes longer
 */
record WorkerFiles(Path home, List<Path> classPath, Path libraries) {
  WorkerFiles {
    classPath = List.copyOf(classPath);
  }
}
