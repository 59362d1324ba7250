// "Where did the slowest request spend its time?"
//
// Answers with: the slowest trace of the last 15 minutes, and the five spans of its critical path
// that took the most time themselves; what ran beside a longer span is not on that path.
import * as coral from "@coral/sdk";

interface Step {
  span: coral.Span;
  own_ms: number;
}

const [root] = await coral.traces.findSlow("frontend", "1ms", {
  rootsOnly: true,
  timeRange: "15m",
  limit: 1,
});
const spans = root ? await coral.traces.query({ traceId: root.trace_id, limit: 1_000 }) : [];
const childrenOf = Map.groupBy(spans, (span) => span.parent_span_id);

const end = (span: coral.Span) => span.start_time.getTime() + span.duration_ns / 1e6;

/** Backwards from the end of the span, the children that nothing later overlaps. */
function criticalPath(span: coral.Span): Step[] {
  const steps = [{ span, own_ms: span.duration_ns / 1e6 }];
  let until = end(span);
  for (const child of (childrenOf.get(span.span_id) ?? []).sort((a, b) => end(b) - end(a))) {
    if (end(child) <= until) {
      until = child.start_time.getTime();
      steps[0]!.own_ms -= child.duration_ns / 1e6;
      steps.push(...criticalPath(child));
    }
  }
  return steps;
}

if (root) {
  console.log(`${root.span_name}: ${root.duration_ns / 1e6} ms in trace ${root.trace_id}`);
  for (
    const { span, own_ms } of criticalPath(root).sort((a, b) => b.own_ms - a.own_ms).slice(0, 5)
  ) {
    console.log(`  ${span.service_name} ${span.span_name}: ${own_ms} ms`);
  }
}
