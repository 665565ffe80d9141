// How to read the report, in the report.

export const GUIDE = `<details><summary>How to read this</summary>
<p>Hops are offered on a fixed schedule, however they fare. Latency counts from when a hop was <em>due</em> until the subscriber was through with its
prediction, so that a stall shows in every hop that it met, and not as one slow one.</p>
<p>The <b>percentile curve</b> goes to the right in nines: half of the predictions were there within the time above p50, all but one in a hundred within
the one above 99 %. A flat curve is a steady system; a step in it is something that happens now and then.</p>
<p><b>Over time</b>, the line is the median of a sixtieth of the run and the shade goes up to its worst. <b>By stage</b>, a dot is the median, the bar goes on to p99,
the tick is the worst. Percentiles of stages do not add up.</p>
<p><b>Dropped</b> hops gave no prediction: no room, passed over because more than maxLatencyMs waited, or too old when they came. They are in no percentile, so read both:
offered is delivered plus dropped, exactly, or the report says so. <b>Misses</b> came later than the deadline.</p></details>`;
