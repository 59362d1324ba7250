// SPDX-License-Identifier: Apache-2.0
// Waits for longer than it may.
await new Promise((resolve) => setTimeout(resolve, 60_000));
