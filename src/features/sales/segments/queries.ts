import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { getSegmentKit, listSegments, previewSegment } from './api'
import { isComplete } from './rules'
import type { SegmentEntity, SegmentGroup } from './types'

const keyOf = (tenantId: string, ...rest: readonly unknown[]) => ['segments', tenantId, ...rest] as const

/** What rules can be made of. */
export function useSegmentKit() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: keyOf(tenantId, 'kit'),
    queryFn: () => getSegmentKit(tenantId),
    staleTime: 60_000,
  })
}

/** The saved segments, of one kind when it is named; answers how to read them anew as well. */
export function useSegments(entity?: MaybeRefOrGetter<SegmentEntity | undefined>) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: keyOf(tenantId, 'list'),
    queryFn: () => listSegments(tenantId),
  })
  const segments = computed(() => {
    const wanted = toValue(entity)
    return (query.data.value ?? []).filter((one) => !wanted || one.entity === wanted)
  })
  const refresh = () => client.invalidateQueries({ queryKey: keyOf(tenantId) })
  return { ...query, segments, refresh }
}

const PAUSE = 300

/** How many match while rules are written: asked when writing pauses, and only the answer to the last question counts. */
export function useSegmentPreview(
  entity: MaybeRefOrGetter<SegmentEntity>,
  tree: MaybeRefOrGetter<SegmentGroup>,
) {
  const tenantId = requireTenantId()
  const asked = () => ({ entity: toValue(entity), query: toValue(tree) })
  const settled = shallowRef(asked())
  watch(
    asked,
    (next, before, onCleanup) => {
      if (JSON.stringify(next) === JSON.stringify(before)) return
      const timer = setTimeout(() => (settled.value = next), PAUSE)
      onCleanup(() => clearTimeout(timer))
    },
    { deep: true },
  )
  const complete = computed(() => isComplete(toValue(tree)))
  const query = useQuery({
    queryKey: computed(() => keyOf(tenantId, 'preview', JSON.stringify(settled.value))),
    queryFn: () => previewSegment(tenantId, settled.value.entity, settled.value.query, null, 8),
    enabled: () => isComplete(settled.value.query),
    placeholderData: keepPreviousData,
    retry: false,
  })
  /** The numbers on screen are those of other rules. */
  const isOld = computed(
    () => query.isPlaceholderData.value || JSON.stringify(asked()) !== JSON.stringify(settled.value),
  )
  return { ...query, complete, isOld }
}
