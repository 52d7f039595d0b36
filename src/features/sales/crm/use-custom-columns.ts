import { useI18n } from 'vue-i18n'
import { useFormat } from '@/kit/i18n/use-format'
import type { CustomFieldEntity } from '@contracts/unions'
import { useSalesSettings } from './queries'
import type { CustomField, CustomValues } from './types'

/** How a value of a clinic's field is written. */
export function useCustomText() {
  const { t } = useI18n()
  const format = useFormat()
  return (field: CustomField, values: CustomValues): string | null => {
    const value = values[field.id]
    if (value === undefined) return null
    if (typeof value === 'boolean') return t(value ? 'sales.yes' : 'sales.no')
    if (field.type === 'date') return format.day(`${value}T12:00:00`)
    return typeof value === 'number' ? format.number(value) : value
  }
}

/** The clinic's own fields as columns of a list; those that the clinic wants there are in sight. */
export function useCustomColumns<Row extends { custom: CustomValues }>(entity: CustomFieldEntity) {
  const { fieldsOf } = useSalesSettings()
  const textOf = useCustomText()
  return () =>
    fieldsOf(entity).map((field) => ({
      key: `custom-${field.id}`,
      label: field.label,
      isExtra: !field.in_list,
      value: (row: Row) => textOf(field, row.custom),
    }))
}
