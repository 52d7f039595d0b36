import { ask } from './agenda.ts'
import type { Session } from './database.ts'

export interface Count {
  id: string
  state: string
  lines: {
    variant_id: string
    lot_id: string | null
    lot: string | null
    counted: number | null
    expected: number | null
    difference: number | null
  }[]
}
export const countId = '73000000-0000-4000-8000-000000000001'

export const beginCount = (session: Session, args: Record<string, unknown> = {}) =>
  ask<Count>(session, 'begin_stock_count', { id: countId, place_id: null, ...args })
export const countLine = (
  session: Session,
  variant: string,
  counted: number | null,
  lot: string | null = null,
) => ask<object>(session, 'count_stock', { id: countId, variant_id: variant, lot_id: lot, counted })
export const closeCount = (session: Session, apply = true, note: string | null = 'Perda na prateleira') =>
  ask<Count>(session, 'close_stock_count', { id: countId, apply, note })
