// SPDX-License-Identifier: Apache-2.0

/** OTLP receivers and host metrics. */
@NullMarked
package coral.telemetry.internal;

import org.jspecify.annotations.NullMarked;
