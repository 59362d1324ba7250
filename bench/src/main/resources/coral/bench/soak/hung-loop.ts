// SPDX-License-Identifier: Apache-2.0
// Lets its event loop never turn again.
await new Promise((resolve) => setTimeout(resolve, 500));
for (;;);
