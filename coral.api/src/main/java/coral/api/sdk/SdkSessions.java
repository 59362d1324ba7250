// SPDX-License-Identifier: Apache-2.0
package coral.api.sdk;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** The SDK server as the runtime sees it. Thread-safe. */
@ProviderType
public interface SdkSessions {
  SdkSession open(ExecutionContext execution);

  /** The Unix socket that scripts connect to. */
  Path socket();

  /**
   * Lets a process, or one that descends from it, connect now and introduce itself later, for as
   * long as the result is open. For a process that was started before there is a script for it; the
   * session that it is to use is bound to it as any other. Closing does not end a connection that
   * has introduced itself.
   */
  Expected expect(long pid);

  /** A process that may be silent. */
  @ProviderType
  interface Expected extends AutoCloseable {
    @Override
    void close();
  }
}
