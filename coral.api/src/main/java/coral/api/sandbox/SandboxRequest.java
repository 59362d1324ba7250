// SPDX-License-Identifier: Apache-2.0
package coral.api.sandbox;

import coral.api.sdk.SdkSession;

/**
 * A script to run.
 *
 * @param fileName how stack traces name the source
 * @param session the script's way to the SDK, opened for this process alone
 */
public record SandboxRequest(
    String fileName, String code, SandboxPolicy policy, SdkSession session) {}
