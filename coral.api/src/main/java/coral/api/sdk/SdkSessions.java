// SPDX-License-Identifier: Apache-2.0
package coral.api.sdk;

import org.osgi.annotation.versioning.ProviderType;

/** The SDK server as the runtime sees it. Thread-safe. */
@ProviderType
public interface SdkSessions {
  SdkSession open(ExecutionContext execution);
}
