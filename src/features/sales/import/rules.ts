import type { ImportKind } from '@import/fields.ts'
import type { Role } from '@/kit/clinic/types'
import type { ImportEntry, RejectedRow } from './types'

/** What not everybody who imports may bring along, and of which part of the product it is; `app.import_kinds` decides. */
const limits: Readonly<
  Partial<Record<ImportKind, { not?: readonly Role[]; module?: 'sales' | 'products' }>>
> = {
  records: { not: ['supervisor', 'operator'] },
  balances: { not: ['supervisor'] },
  deals: { module: 'sales' },
  products: { not: ['supervisor'], module: 'products' },
}

/** Whether somebody may import a kind in this clinic. */
export function mayImport(
  kind: ImportKind,
  role: Role | null,
  isOn: (module: 'sales' | 'products' | undefined) => boolean,
): boolean {
  const { not = [], module } = limits[kind] ?? {}
  return role !== null && !not.includes(role) && isOn(module)
}

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
