import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useI18n } from 'vue-i18n'
import { CHOICES } from './rules'
import type { SegmentEntity, SegmentField, SegmentKit } from './types'

/** What fields, comparisons and values are called on screen. */
export function useSegmentWords(kit: MaybeRefOrGetter<SegmentKit | undefined>) {
  const { t, te, locale } = useI18n()

  const fieldsOf = (entity: SegmentEntity): SegmentField[] => {
    const known = toValue(kit)
    return [...(known?.fields ?? []), ...(known?.custom ?? [])].filter((field) => field.entity === entity)
  }
  const fieldName = (field: SegmentField): string => field.label ?? t(`segments.fields.${field.key}`)
  const opName = (field: SegmentField, op: string): string => {
    const own = `segments.ops.${field.type}.${op}`
    return te(own) ? t(own) : t(`segments.ops.any.${op}`)
  }
  const choiceName = (list: string, value: string): string => {
    if (list === 'month')
      return new Intl.DateTimeFormat(locale.value, { month: 'long', timeZone: 'UTC' }).format(
        Date.UTC(2000, Number(value) - 1),
      )
    const key = list === 'origin' ? `sales.origins.${value}` : `segments.choices.${list}.${value}`
    return te(key) ? t(key) : value
  }
  /** Values to choose from and no others; null where anything can be written. */
  const closedChoices = (field: SegmentField): { value: string; label: string }[] | null => {
    if (field.options) return field.options.map((value) => ({ value, label: value }))
    const list = field.choices
    if (!list) return null
    const values = CHOICES[list] ?? (list === 'origin' ? (toValue(kit)?.choices['origin'] ?? []) : null)
    return values?.map((value) => ({ value, label: choiceName(list, value) })) ?? null
  }
  /** What the clinic calls things: offered while somebody writes. */
  const suggestions = (field: SegmentField): string[] =>
    (field.choices && toValue(kit)?.choices[field.choices]) || []
  const entityName = (entity: SegmentEntity) => t(`segments.entities.${entity}`)

  return {
    fieldsOf,
    fieldName,
    opName,
    closedChoices,
    suggestions,
    entityName,
    entities: computed(() =>
      (toValue(kit)?.entities ?? []).map((value) => ({ value, label: entityName(value) })),
    ),
  }
}
