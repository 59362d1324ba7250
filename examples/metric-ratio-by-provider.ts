// A metric of one's own: which share of the payments fails, by payment provider, every minute over
// the last five. A payment is a call to a provider: a CLIENT span with the attribute
// "payment.provider".
//
//   coral script deploy --name failures-by-provider --file metric-ratio-by-provider.ts --targets payments
import * as coral from "@coral/sdk";

interface Provider {
  provider: string;
  payments: number;
  failed: number;
}

async function measure() {
  const providers = await coral.db.query<Provider>(`
    SELECT attributes->>'payment.provider' AS provider,
      count(*) AS payments,
      count_if(status_code = 'ERROR') AS failed
    FROM otel_spans_local
    WHERE span_kind = 'CLIENT' AND (attributes->>'payment.provider') IS NOT NULL
      AND start_time > now() - INTERVAL '5 minutes'
    GROUP BY provider`);
  for (const { provider, payments, failed } of providers) {
    await coral.emit("metric", {
      name: "payments.failure_ratio",
      value: failed / payments,
      attributes: { "payment.provider": provider, payments, failed },
    });
  }
}

while (true) {
  await measure();
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
