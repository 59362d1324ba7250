// SPDX-License-Identifier: Apache-2.0
/**
 * What people and programs are shown: a record for each thing, made from the messages of {@code
 * coral.proto} or the records of {@code coral.api}. A record's components are the members of its
 * JSON object, in that order, in {@code snake_case}; {@code ViewJson} writes them.
 *
 * <p>A component that can be absent is {@code @Nullable} and {@code null} in JSON, unless it says
 * that it is left out. A text is never null: empty means that there is nothing to say.
 */
@Export
@Version("1.0.0")
@NullMarked
package coral.views;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
