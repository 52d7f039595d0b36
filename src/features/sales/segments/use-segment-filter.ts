import { useI18n } from 'vue-i18n'
import { useSegments } from './queries'
import type { SegmentEntity } from './types'

/** The filter of a list by a saved segment, with `segment: anyFilter('segmento')` beside it; nothing where there are none. */
export function useSegmentFilter(entity: SegmentEntity) {
  const { t } = useI18n()
  const { segments } = useSegments(entity)
  return () =>
    segments.value.length === 0
      ? []
      : [
          {
            filter: 'segment' as const,
            label: t('lists.segment'),
            options: [
              { value: '', label: t('lists.anySegment') },
              ...segments.value.map(({ id, name }) => ({ value: id, label: name })),
            ],
          },
        ]
}
