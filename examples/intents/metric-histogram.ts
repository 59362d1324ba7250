// "How are the values of orders distributed?"
//
// Answers with: the median of the histogram "orders.value", and how many orders are in each bucket.
import * as coral from "@coral/sdk";

const median = await coral.metrics.getPercentile("checkout", "orders.value", 0.5, {
  window: "15m",
});
console.log(`the median is ${Math.round(median)} EUR`);

const buckets = await coral.db.query<{ up_to: number | null; orders: number }>(
  `SELECT bound AS up_to, sum(n) AS orders
   FROM (
     SELECT unnest(list_append(bucket_bounds, NULL)) AS bound, unnest(bucket_counts) AS n
     FROM otel_metrics_local
     WHERE service_name = ? AND metric_name = ? AND timestamp > now() - INTERVAL '15 minutes'
   )
   GROUP BY bound
   ORDER BY bound NULLS LAST`,
  ["checkout", "orders.value"],
);
for (const { up_to, orders } of buckets) {
  console.log(`${up_to === null ? "more" : `up to ${up_to} EUR`}: ${orders} orders`);
}
