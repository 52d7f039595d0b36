import type { ImportEntry, RejectedRow } from './types'

/** The tone of each state. */
export const tones = {
  queued: 'primary',
  running: 'primary',
  ready: 'ok',
  failed: 'coral',
  cancelled: 'neutral',
  undoing: 'primary',
  undone: 'neutral',
} as const

/** Whether something is still being written. */
export const isOpen = ({ state }: Pick<ImportEntry, 'state'>) => state === 'queued' || state === 'running'

/** How far it is, in per cent; null until the file was read. */
export const percentOf = ({ done, total }: Pick<ImportEntry, 'done' | 'total'>) =>
  total ? Math.floor((100 * done) / total) : null

/** Rejected rows as a sheet that can be corrected and imported again; the reasons stand in a column that no field takes. */
export function rejectedSheet(
  headings: readonly string[],
  rows: readonly RejectedRow[],
  reason: { heading: string; of(kind: string): string },
): string[][] {
  const width = Math.max(headings.length, ...rows.map(({ cells }) => cells.length))
  const pad = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '')
  return [
    [...pad(headings), reason.heading],
    ...rows.map(({ cells, kinds }) => [...pad(cells), kinds.map((kind) => reason.of(kind)).join(', ')]),
  ]
}
