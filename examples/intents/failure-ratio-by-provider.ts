// "Measure which share of the payments fails at each payment provider."
//
// Answers with: a metric "payments.failure_ratio" for each provider, over the last 5 minutes; a
// colony that exports metrics passes it on to Prometheus or OpenTelemetry.
import * as coral from "@coral/sdk";

interface Provider {
  provider: string;
  payments: number;
  failed: number;
}

const providers = await coral.db.query<Provider>(`
  SELECT attributes->>'payment.provider' AS provider,
    count(*) AS payments,
    count_if(status_code = 'ERROR') AS failed
  FROM otel_spans_local
  WHERE service_name = 'payments' AND span_kind = 'CLIENT'
    AND (attributes->>'payment.provider') IS NOT NULL
    AND start_time > now() - INTERVAL '5 minutes'
  GROUP BY provider
  ORDER BY provider`);

for (const { provider, payments, failed } of providers) {
  await coral.emit("metric", {
    name: "payments.failure_ratio",
    value: failed / payments,
    attributes: { "payment.provider": provider },
  });
}
