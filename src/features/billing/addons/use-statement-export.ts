import { useI18n } from 'vue-i18n'
import { useFormat } from '@/kit/i18n/use-format'
import { requireTenantId } from '@/kit/clinic/context'
import { allPages } from '@/lib/all-pages'
import { saveSheet, type SheetFormat } from '@/lib/spreadsheet/save-sheet'
import { useAction } from '@/ui/use-action'
import { listAddonMovements } from './api'
import type { AddonMovement, AddonStatementRequest } from './types'

/** Rows asked for at once. */
const CHUNK = 500

/** Downloads everything that the filter of the statement of add-ons finds, in the clinic's time and the words of the screen. */
export function useStatementExport(
  request: () => AddonStatementRequest,
  words: (movement: AddonMovement) => { addon: string; kind: string },
) {
  const { t, locale } = useI18n()
  const format = useFormat()
  const tenantId = requireTenantId()

  return useAction(async (file: SheetFormat) => {
    const columns = ['when', 'addon', 'about', 'description', 'amount', 'balance']
    const asked = request()
    const movements = await allPages<AddonMovement>(
      (last, limit) => listAddonMovements(tenantId, asked, last?.id ?? null, limit),
      CHUNK,
    )
    const rows = movements.map((movement) => {
      const { addon, kind } = words(movement)
      const { created_at, description, amount, balance_after } = movement
      return [format.timestamp(created_at), addon, kind, description ?? '', amount, balance_after]
    })
    const title = t('addons.statement.title')
    await saveSheet([columns.map((column) => t(`addons.statement.${column}`)), ...rows], {
      name: t('addons.statement.file'),
      title,
      format: file,
      locale: locale.value,
    })
  })
}
