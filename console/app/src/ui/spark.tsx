/** A line of what was measured, oldest first, without axes: the number beside it says how much. It grows from the right until there is enough. */
const FEWEST = 30;

export function Spark({ values, label }: { values: readonly number[]; label: string }) {
  const slots = Math.max(values.length, FEWEST);
  const most = Math.max(...values, 1e-9);
  const step = 100 / (slots - 1);
  const start = 100 - (values.length - 1) * step;
  const points = values.map((value, index) => `${(start + index * step).toFixed(2)},${(23 - (21 * value) / most).toFixed(2)}`);
  return (
    <svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={label}>
      <path class="spark-ground" d="M0 23.5H100" />
      {points.length > 1 && <path class="spark-area" d={`M${start.toFixed(2)},24L${points.join('L')}L100,24Z`} />}
      {points.length > 1 && <path class="spark-line" d={`M${points.join('L')}`} />}
    </svg>
  );
}
