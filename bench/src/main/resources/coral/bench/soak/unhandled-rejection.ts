// SPDX-License-Identifier: Apache-2.0
// Lets a promise reject that nobody waits for.
setTimeout(() => void Promise.reject(new Error("nobody waits")), 500);
await new Promise((resolve) => setTimeout(resolve, 60_000));
