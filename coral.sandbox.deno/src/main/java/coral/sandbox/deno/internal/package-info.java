// SPDX-License-Identifier: Apache-2.0
/** Deno: finding it, running scripts in it and checking them with it. */
@NullMarked
package coral.sandbox.deno.internal;

import org.jspecify.annotations.NullMarked;
