// SPDX-License-Identifier: Apache-2.0

/** {@code coral demo}: the main job on one machine, from an instrumented service to an alert. */
@NullMarked
package coral.cli.demo;

import org.jspecify.annotations.NullMarked;
