// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.handover.ProcessSpawner;
import coral.api.limits.ResourceGroups;
import coral.api.sdk.SdkSessions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a sandbox finds on its machine.
 *
 * @param groups of now; another bundle's, which may be updated
 * @param sessions of now; empty while the SDK server is away
 * @param sockets directory of Unix sockets, 0700, whose path is short enough
 * @param bwrap empty: not installed
 * @param root whether this process is root
 * @param denoLayer false: Deno's permissions are left out, to check that the operating system's
 *     layer holds alone
 */
record Surroundings(
    ProcessSpawner spawner,
    Supplier<ResourceGroups> groups,
    Supplier<Optional<SdkSessions>> sessions,
    Path sockets,
    Optional<Path> bwrap,
    boolean root,
    boolean denoLayer) {

  Surroundings withoutDenoLayer() {
    return new Surroundings(spawner, groups, sessions, sockets, bwrap, root, false);
  }
}
