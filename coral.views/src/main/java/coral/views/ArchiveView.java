// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.ArchiveResponse;

/** A script that was archived. */
public record ArchiveView(String name) {

  /** As a colony answers. */
  public static ArchiveView of(ArchiveResponse response) {
    return new ArchiveView(response.getName());
  }
}
