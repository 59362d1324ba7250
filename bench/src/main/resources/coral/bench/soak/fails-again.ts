// SPDX-License-Identifier: Apache-2.0
// Ends with an error whenever it is started.
await new Promise((resolve) => setTimeout(resolve, 500));
throw new Error("as always");
