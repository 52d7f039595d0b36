import { useI18n } from 'vue-i18n'
import { useFormat } from '@/kit/i18n/use-format'
import { requireTenantId } from '@/kit/clinic/context'
import { allPages } from '@/lib/all-pages'
import { saveSheet, type SheetFormat } from '@/lib/spreadsheet/save-sheet'
import { useAction } from '@/ui/use-action'
import { listMovements } from './api'
import type { CreditMovement, StatementRequest } from './types'

/** Rows asked for at once. */
const CHUNK = 500

/** Downloads everything that the statement's filter finds, in the clinic's time and the words of the screen. */
export function useStatementExport(
  request: () => StatementRequest,
  words: (movement: CreditMovement) => { kind: string; about: string },
) {
  const { t, locale } = useI18n()
  const format = useFormat()
  const tenantId = requireTenantId()

  return useAction(async (file: SheetFormat) => {
    const columns = ['when', 'kind', 'about', 'amount', 'debt', 'balance']
    const asked = request()
    const movements = await allPages<CreditMovement>(
      (last, limit) => listMovements(tenantId, asked, last?.id ?? null, limit),
      CHUNK,
    )
    const rows = movements.map((movement) => {
      const { kind, about } = words(movement)
      const { created_at, amount, debt_change, balance_after } = movement
      return [format.timestamp(created_at), kind, about, amount, debt_change, balance_after]
    })
    await saveSheet([columns.map((column) => t(`credits.statement.${column}`)), ...rows], {
      name: t('credits.statement.file'),
      title: t('credits.statement.title'),
      format: file,
      locale: locale.value,
    })
  })
}
