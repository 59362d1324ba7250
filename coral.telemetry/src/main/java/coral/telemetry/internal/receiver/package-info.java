// SPDX-License-Identifier: Apache-2.0
/** The two OTLP ports. */
@NullMarked
package coral.telemetry.internal.receiver;

import org.jspecify.annotations.NullMarked;
