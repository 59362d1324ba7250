// SPDX-License-Identifier: Apache-2.0
// Writes one line and waits to be stopped.
console.log("here");
setInterval(() => {}, 60_000);
