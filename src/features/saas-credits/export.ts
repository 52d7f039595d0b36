import { saveSheet } from '@/lib/spreadsheet/save-sheet'
import { listTransactions } from './api'
import type { AddonTransaction, TransactionFilter } from './types'

/** The most that the database answers at once. */
const PAGE = 200

interface Words {
  heading: string[]
  kindOf: (type: string) => string
  fileName: string
}

/** Every movement that the filter leaves, fetched page by page, as a file for a spreadsheet. */
export async function downloadTransactions(
  filter: TransactionFilter,
  locale: string,
  { heading, kindOf, fileName }: Words,
): Promise<void> {
  const rows = await allTransactions(filter)
  const lines = rows.map((row) => [
    row.tenant_name,
    row.addon_type,
    kindOf(row.type),
    row.amount,
    row.balance_after,
    row.description ?? row.product_name ?? '',
    row.created_at,
    row.admin_name ?? '',
  ])
  await saveSheet([heading, ...lines], { name: fileName, title: fileName, format: 'csv', locale })
}

async function allTransactions(filter: TransactionFilter): Promise<AddonTransaction[]> {
  const rows: AddonTransaction[] = []
  for (;;) {
    const page = await listTransactions(filter, rows.at(-1)?.id ?? null, PAGE)
    rows.push(...page)
    if (page.length < PAGE) return rows
  }
}
