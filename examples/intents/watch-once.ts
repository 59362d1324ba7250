// "Watch payments, and wake me once when more than 5 % of the requests fail."
//
// Answers with: one critical alert, after which the script has done its work and ends; deployed, it
// looks every 10 seconds until its deadline.
import * as coral from "@coral/sdk";

const MORE_THAN = 0.05;

while (Date.now() < coral.context.deadline.getTime() - 15_000) {
  const failed = await coral.metrics.getErrorRate("payments", "5m");
  if (failed > MORE_THAN) { // false for NaN, when there are no requests
    await coral.emit("alert", {
      severity: "critical",
      message: `${(failed * 100).toFixed(0)} % of the requests to payments fail`,
      service: "payments",
      error_rate: failed,
    });
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 10_000));
}
