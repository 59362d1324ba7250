// SPDX-License-Identifier: Apache-2.0
package coral.api.sdk;

import coral.api.execution.LimitHit;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One execution's right to connect once to the SDK server. Closing it ends the connection and every
 * call on it.
 */
@ProviderType
public interface SdkSession extends AutoCloseable {
  ExecutionContext execution();

  /** The Unix socket to connect to. */
  Path socket();

  /** Good for one connection, within the session's life. */
  String token();

  /**
   * Binds the session to the process that may use it, or a descendant; before this nobody may
   * connect.
   */
  void bind(long pid);

  /** Whether its process has used the token, after which it runs its script; stays true. */
  boolean connected();

  /** Limits of the SDK's that the script has run into so far. */
  List<LimitHit> limitHits();

  @Override
  void close();
}
