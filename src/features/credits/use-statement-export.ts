import { useI18n } from 'vue-i18n'
import { useFormat } from '@/app/i18n/use-format'
import { requireTenantId } from '@/features/tenancy/context'
import { saveSheet, type SheetFormat } from '@/lib/spreadsheet/save-sheet'
import { useAction } from '@/ui/use-action'
import type { CreditMovement, StatementRequest } from './types'

/** Downloads everything that the statement's filter finds; what that takes is fetched when it is asked for. */
export function useStatementExport(
  request: () => StatementRequest,
  words: (movement: CreditMovement) => { kind: string; about: string },
) {
  const { t, locale } = useI18n()
  const { reader } = useFormat()
  const tenantId = requireTenantId()

  return useAction(async (format: SheetFormat) => {
    const { allMovements, sheetOf } = await import('./statement-export')
    const columns = ['when', 'kind', 'about', 'amount', 'debt', 'balance']
    const heading = columns.map((column) => t(`credits.statement.${column}`))
    const sheet = sheetOf(await allMovements(tenantId, request()), heading, words, reader.value)
    const [name, title] = [t('credits.statement.file'), t('credits.statement.title')]
    await saveSheet(sheet, { name, title, format, locale: locale.value })
  })
}
