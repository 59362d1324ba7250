// SPDX-License-Identifier: Apache-2.0
package coral.api.runtime;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where this process keeps its files. Published once the directory is known to be writable and
 * locked against a second process.
 */
@ProviderType
public interface DataDirectory {
  Path root();

  /** A directory of that name below the root, made when missing, 0700. */
  Path directory(String name);

  /**
   * A 0700 directory whose path leaves room for a socket's name within the 108 bytes of
   * sockaddr_un.
   */
  Path sockets();
}
