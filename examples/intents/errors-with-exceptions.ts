// "Show me the requests that failed, with the exception behind each."
//
// Answers with: a line for each failed span of payments that recorded an exception, the newest
// first.
import * as coral from "@coral/sdk";

const failed = await coral.traces.findErrors("payments", { timeRange: "15m", limit: 50 });

for (const span of failed) {
  for (const { name, attributes } of span.events) {
    if (name === "exception") {
      const { "exception.type": type, "exception.message": message } = attributes;
      console.log(`${span.trace_id} ${span.span_name}: ${type}: ${message}`);
    }
  }
}
if (failed.truncated) {
  console.log(`there are more than ${failed.length}`);
}
