import { useI18n } from 'vue-i18n'
import { useFormat } from '@/app/i18n/use-format'
import { requireTenantId } from '@/features/tenancy/context'
import { useAction } from '@/ui/use-action'
import type { CreditMovement, StatementRequest } from './types'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Downloads everything that the statement's filter finds; what that takes is fetched when it is asked for. */
export function useStatementExport(
  request: () => StatementRequest,
  words: (movement: CreditMovement) => { kind: string; about: string },
) {
  const { t, locale } = useI18n()
  const { reader } = useFormat()
  const tenantId = requireTenantId()

  return useAction(async (format: 'csv' | 'xlsx') => {
    const { allMovements, download, sheetOf } = await import('./statement-export')
    const columns = ['when', 'kind', 'about', 'amount', 'debt', 'balance']
    const heading = columns.map((column) => t(`credits.statement.${column}`))
    const sheet = sheetOf(await allMovements(tenantId, request()), heading, words, reader.value)
    const name = t('credits.statement.file')
    if (format === 'csv') {
      const { toCsv } = await import('@/lib/spreadsheet/csv')
      download(`${name}.csv`, toCsv(sheet, locale.value), 'text/csv;charset=utf-8')
    } else {
      const { toXlsx } = await import('@/lib/spreadsheet/xlsx')
      download(`${name}.xlsx`, toXlsx(sheet, t('credits.statement.title')), XLSX)
    }
  })
}
