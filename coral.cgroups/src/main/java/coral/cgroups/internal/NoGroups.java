// SPDX-License-Identifier: Apache-2.0
package coral.cgroups.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.limits.ResourceGroup;
import coral.api.limits.ResourceGroups;
import coral.api.limits.ResourceLimits;

/** Where there are none to be had: says why. */
record NoGroups(Info info) implements ResourceGroups {
  NoGroups(String reason) {
    this(new Info("", reason));
  }

  @Override
  public ResourceGroup open(String name, ResourceLimits limits) {
    throw new CoralException(
        ErrorCode.UNAVAILABLE,
        "cannot open the resource group %s: %s".formatted(name, info.reason()));
  }
}
