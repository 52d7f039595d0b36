import type { NumberKind } from './rules'

/** One row of bars of a chart, and one column of its table. */
export interface ChartSeries {
  label: string
  values: readonly (number | null)[]
  kind: NumberKind
  color: 'primary' | 'coral' | 'warn' | 'muted'
  pattern: 'plain' | 'lines' | 'dots' | 'cross'
}
