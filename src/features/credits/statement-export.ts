import type { Reader } from '@/lib/format'
import type { Sheet } from '@/lib/spreadsheet/sheet'
import { listMovements } from './api'
import type { CreditMovement, StatementRequest } from './types'

const CHUNK = 500

/** Everything that a filter finds, the newest first. */
export async function allMovements(tenantId: string, request: StatementRequest): Promise<CreditMovement[]> {
  const all: CreditMovement[] = []
  for (;;) {
    const page = await listMovements(tenantId, request, all.at(-1)?.id ?? null, CHUNK)
    all.push(...page)
    if (page.length < CHUNK) return all
  }
}

/** The movements as a sheet, in the clinic's time and the words of the screen. */
export function sheetOf(
  movements: readonly CreditMovement[],
  heading: readonly string[],
  words: (movement: CreditMovement) => { kind: string; about: string },
  reader: Reader,
): Sheet {
  const moment = new Intl.DateTimeFormat(reader.locale, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: reader.timeZone,
  })
  const rows = movements.map((movement) => {
    const { kind, about } = words(movement)
    const { created_at, amount, debt_change, balance_after } = movement
    return [moment.format(new Date(created_at)), kind, about, amount, debt_change, balance_after]
  })
  return [heading, ...rows]
}
