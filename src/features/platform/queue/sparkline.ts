/** Points of a line through `values`, in a box of the given size, with 0 at the bottom. */
export function linePoints(values: readonly number[], width: number, height: number): string {
  const top = Math.max(1, ...values)
  const step = values.length > 1 ? width / (values.length - 1) : 0
  return values.map((value, i) => `${round(i * step)},${round(height - (value / top) * height)}`).join(' ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
