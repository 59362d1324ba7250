// "Is the queue of payments growing?"
//
// Answers with: the depth over the last hour and, when it has only grown in the last three points
// and more than doubled, an alert.
import * as coral from "@coral/sdk";

const points = await coral.metrics.get("payments", "payments.queue.depth", {
  window: "1h",
  limit: 1_000,
});
const depths = points.map(({ value }) => value ?? 0); // the oldest first
console.log(`depth: ${depths.join(", ")}`);

const [first = 0, second = 0, last = 0] = depths.slice(-3);
if (first < second && second < last && last > 2 * first) {
  await coral.emit("alert", {
    severity: "warning",
    message: `the queue of payments has grown from ${first} to ${last}`,
    service: "payments",
  });
}
