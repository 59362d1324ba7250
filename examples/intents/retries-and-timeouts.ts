// "Which calls time out, and which are tried again?"
//
// Answers with: a line for each callee with timeouts or retries in the last 15 minutes, and a
// warning for each callee that did not answer a second time.
import * as coral from "@coral/sdk";

interface Callee {
  callee: string;
  timeouts: number;
  retries: number;
  in_vain: number;
}

const callees = await coral.db.query<Callee>(`
  SELECT attributes->>'server.address' AS callee,
    count_if(attributes->>'error.type' = 'timeout') AS timeouts,
    count_if((attributes->>'http.request.resend_count')::INT > 0) AS retries,
    count_if((attributes->>'http.request.resend_count')::INT > 0 AND status_code = 'ERROR') AS in_vain
  FROM otel_spans_local
  WHERE span_kind = 'CLIENT' AND start_time > now() - INTERVAL '15 minutes'
  GROUP BY callee
  HAVING timeouts + retries > 0
  ORDER BY callee`);

for (const { callee, timeouts, retries, in_vain } of callees) {
  console.log(`${callee}: ${timeouts} timeouts, ${retries} retries, ${in_vain} of them in vain`);
  if (in_vain > 0) {
    await coral.emit("alert", { message: `${callee} does not answer`, in_vain }, "warning");
  }
}
