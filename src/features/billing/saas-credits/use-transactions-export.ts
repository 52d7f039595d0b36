import { useI18n } from 'vue-i18n'
import { useFormat } from '@/kit/i18n/use-format'
import { allPages } from '@/lib/all-pages'
import { saveSheet, type SheetFormat } from '@/lib/spreadsheet/save-sheet'
import { useAction } from '@/ui/use-action'
import { listTransactions } from './api'
import type { AddonTransaction, TransactionFilter } from './types'

/** Rows asked for at once: the most that the database answers. */
const CHUNK = 200

/** Downloads every movement that the filter leaves, the newest first, under the headings of the table. */
export function useTransactionsExport(
  filter: () => TransactionFilter,
  headings: () => readonly string[],
  words: (row: AddonTransaction) => { addon: string; kind: string },
) {
  const { t, locale } = useI18n()
  const format = useFormat()

  return useAction(async (file: SheetFormat) => {
    const asked = filter()
    const transactions = await allPages<AddonTransaction>(
      (last, limit) => listTransactions(asked, last ?? null, limit),
      CHUNK,
    )
    const rows = transactions.map((row) => [
      row.tenant_name,
      words(row).addon,
      words(row).kind,
      row.amount,
      row.balance_after,
      row.description ?? row.product_name ?? '',
      format.timestamp(row.created_at),
      row.admin_name ?? '',
    ])
    await saveSheet([[...headings(), t('saasCredits.who')], ...rows], {
      name: t('saasCredits.transactions.file'),
      title: t('saasCredits.tabs.transactions'),
      format: file,
      locale: locale.value,
    })
  })
}
