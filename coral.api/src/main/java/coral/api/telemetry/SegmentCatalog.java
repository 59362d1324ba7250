// SPDX-License-Identifier: Apache-2.0
package coral.api.telemetry;

import java.util.function.LongConsumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The sealed, read-only DuckDB files that hold the telemetry. Each generation of the catalogue is a
 * new manifest; a file that has left the catalogue is deleted only after every reader has let go of
 * the generations that had it. Thread-safe.
 */
@ProviderType
public interface SegmentCatalog {
  /** The newest generation. */
  SegmentManifest current();

  /** Registers a reader; its listener is called with each new generation, on any thread. */
  Reader open(LongConsumer listener);

  /** A reader of segments. */
  interface Reader extends AutoCloseable {
    /** This reader needs no generation before {@code generation} any more. */
    void release(long generation);

    /** This reader needs nothing any more. */
    @Override
    void close();
  }
}
