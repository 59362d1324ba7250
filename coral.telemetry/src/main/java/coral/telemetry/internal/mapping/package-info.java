// SPDX-License-Identifier: Apache-2.0
/** From OTLP messages to rows of the telemetry tables. No I/O, no threads. */
@NullMarked
package coral.telemetry.internal.mapping;

import org.jspecify.annotations.NullMarked;
