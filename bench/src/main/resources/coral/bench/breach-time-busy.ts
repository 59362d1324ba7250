// SPDX-License-Identifier: Apache-2.0
// Computes for longer than it may.
for (;;);
