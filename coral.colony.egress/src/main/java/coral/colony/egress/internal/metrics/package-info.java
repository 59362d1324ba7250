// SPDX-License-Identifier: Apache-2.0
/** What scripts emit as metrics, kept as series and shown to Prometheus and OTLP. */
@NullMarked
package coral.colony.egress.internal.metrics;

import org.jspecify.annotations.NullMarked;
