import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { useFormat } from '@/kit/i18n/use-format'
import { useTenantChannel } from '@/lib/realtime'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import {
  CANDIDATE_PAGE,
  listCandidates,
  listMerges,
  mergePatients,
  previewMerge,
  setDistinct,
  undoMerge,
} from './api'
import type { Candidate, MergeField } from './types'

/** Below the keys of the patients: what makes those doubtful makes these so, too. */
const keys = {
  candidates: (tenantId: string) => ['patients', tenantId, 'merge-candidates'] as const,
  merges: (tenantId: string) => ['patients', tenantId, 'merges'] as const,
  preview: (tenantId: string, one: string, other: string) =>
    ['patients', tenantId, 'merge-preview', one, other] as const,
}

/** Pairs who may be one person, page by page, and what was merged lately; current as long as they are shown. */
export function useDuplicates() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: keys.candidates(tenantId) })
    void client.invalidateQueries({ queryKey: keys.merges(tenantId) })
  }
  const channel = useTenantChannel()
  channel.on('patient', refresh)
  channel.onGap(refresh)
  return {
    candidates: useInfiniteQuery({
      queryKey: keys.candidates(tenantId),
      queryFn: ({ pageParam }) => listCandidates(tenantId, pageParam),
      initialPageParam: null as Candidate | null,
      getNextPageParam: (page: Candidate[]) => (page.length < CANDIDATE_PAGE ? undefined : page.at(-1)),
    }),
    merges: useQuery({ queryKey: keys.merges(tenantId), queryFn: () => listMerges(tenantId) }),
  }
}

/** How much each of two has. */
export function useMergePreview(one: string, other: string) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: keys.preview(tenantId, one, other),
    queryFn: () => previewMerge(tenantId, one, other),
    staleTime: 0,
  })
}

/** Decisions about two who look alike; as long as they are said, they can be taken back. */
export function useMergeActs() {
  const { t } = useI18n()
  const format = useFormat()
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['patients', tenantId] })

  async function undo(id: string): Promise<boolean> {
    try {
      const merge = await undoMerge(tenantId, id)
      toastOk(t('duplicates.undone', { one: merge.survivor_name, other: merge.merged_name }))
      return true
    } finally {
      await refresh()
    }
  }
  const { run: takeBack } = useAction(undo)

  async function merge(
    id: string,
    survivor: { id: string; version: number },
    merged: { id: string; version: number },
    taken: MergeField[],
  ): Promise<boolean> {
    try {
      const done = await mergePatients(tenantId, id, survivor, merged, taken)
      const text = t('duplicates.merged', { name: done.survivor_name, day: format.day(done.undo_until) })
      toastOk(text, () => void takeBack(done.id))
      return true
    } finally {
      await refresh()
    }
  }

  async function tellApart({ one, other }: Candidate, isDistinct = true): Promise<void> {
    try {
      await setDistinct(tenantId, one.id, other.id, isDistinct)
    } finally {
      await refresh()
    }
    if (isDistinct)
      toastOk(
        t('duplicates.toldApart', { one: one.name, other: other.name }),
        () => void lookAgain({ one, other } as Candidate, false),
      )
  }
  const { run: lookAgain } = useAction(tellApart)

  return { merge, undo, tellApart }
}
