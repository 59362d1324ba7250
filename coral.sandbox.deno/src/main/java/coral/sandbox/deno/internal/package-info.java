// SPDX-License-Identifier: Apache-2.0

/** Runs scripts in Deno, behind two layers of sandbox. */
@NullMarked
package coral.sandbox.deno.internal;

import org.jspecify.annotations.NullMarked;
