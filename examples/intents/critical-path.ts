// "Where did the slowest request spend its time?"
//
// Answers with: the path of the slowest trace of the last 15 minutes: from the root on the child that
// ended last, each with the time that it took and the part of it that was its own.
import * as coral from "@coral/sdk";

const end = (span: coral.Span) => span.start_time.getTime() + span.duration_ns / 1e6;

const [root] = await coral.traces.findSlow("frontend", "0ms", {
  rootsOnly: true,
  timeRange: "15m",
  limit: 1,
});

if (root === undefined) {
  console.log("frontend had no requests");
} else {
  const spans = await coral.traces.query({ traceId: root.trace_id, limit: 1_000 });
  const childrenOf = Map.groupBy(spans, (span) => span.parent_span_id);
  for (let span: coral.Span | undefined = root; span !== undefined;) {
    const children: coral.Span[] = childrenOf.get(span.span_id) ?? [];
    const own = span.duration_ns - children.reduce((sum, child) => sum + child.duration_ns, 0);
    console.log(
      `${span.service_name} ${span.span_name}: ${span.duration_ns / 1e6} ms, own ${own / 1e6} ms`,
    );
    span = children.sort((a, b) => end(b) - end(a))[0];
  }
}
