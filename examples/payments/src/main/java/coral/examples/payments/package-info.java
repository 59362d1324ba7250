// SPDX-License-Identifier: Apache-2.0
/** A small service to watch: it takes payments, and gets slow or faulty when told to. */
@NullMarked
package coral.examples.payments;

import org.jspecify.annotations.NullMarked;
