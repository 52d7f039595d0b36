import type { Reader } from '@/lib/format'
import type { Sheet } from '@/lib/spreadsheet/sheet'
import { listTransactions } from './api'
import type { AddonTransaction, TransactionFilter } from './types'

/** The most that the database answers at once. */
const CHUNK = 200

/** Every movement that the filter leaves, fetched page by page, the newest first. */
export async function allTransactions(filter: TransactionFilter): Promise<AddonTransaction[]> {
  const rows: AddonTransaction[] = []
  for (;;) {
    const page = await listTransactions(filter, rows.at(-1) ?? null, CHUNK)
    rows.push(...page)
    if (page.length < CHUNK) return rows
  }
}

/** The movements as a sheet, in the reader's time and the words of the screen. */
export function sheetOf(
  rows: readonly AddonTransaction[],
  heading: readonly string[],
  words: (row: AddonTransaction) => { addon: string; kind: string },
  reader: Reader,
): Sheet {
  const moment = new Intl.DateTimeFormat(reader.locale, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: reader.timeZone,
  })
  const lines = rows.map((row) => [
    row.tenant_name,
    words(row).addon,
    words(row).kind,
    row.amount,
    row.balance_after,
    row.description ?? row.product_name ?? '',
    moment.format(new Date(row.created_at)),
    row.admin_name ?? '',
  ])
  return [heading, ...lines]
}
