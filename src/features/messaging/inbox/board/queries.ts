import { queryOptions, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { askOffline } from '@/kit/query-client'
import { countBoardColumns, listBoardColumns } from '../api'
import { inboxKeys } from '../queries'
import type { BoardColumnKey, BoardColumnRow, ListParams } from '../types'

const FRESH_MS = 5 * 60_000
/** What the product has until the clinic's own order is known. */
const KEYS: readonly BoardColumnKey[] = ['new', 'in_progress', 'waiting_contact', 'finished']

/** A column as it is drawn. */
export interface ShownColumn extends BoardColumnRow {
  /** The clinic's name for it, or the product's. */
  name: string
}

const columnsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: inboxKeys.columns(tenantId),
    queryFn: () => listBoardColumns(tenantId),
    staleTime: FRESH_MS,
    ...askOffline,
  })

/** The columns of the board, named and in order. */
export function useBoardColumns(tenantId: string) {
  const { t } = useI18n()
  const { data } = useQuery(columnsQuery(tenantId))
  const rows = computed<BoardColumnRow[]>(() => data.value ?? KEYS.map((key) => ({ key, name: null })))
  const columns = computed<ShownColumn[]>(() =>
    rows.value.map(({ key, name }) => ({ key, name: name ?? t(`inbox.events.columns.${key}`) })),
  )
  return { rows, columns }
}

/** What the clinic calls a column today: a line keeps its key, so one that was renamed shows its new name. */
export function useColumnName(tenantId: string, isWanted: () => boolean) {
  const { t } = useI18n()
  const { data } = useQuery(computed(() => ({ ...columnsQuery(tenantId), enabled: isWanted() })))
  return (key: string | null) =>
    data.value?.find((column) => column.key === key)?.name ?? t(`inbox.events.columns.${key}`)
}

/** How many cards each column holds under the filters; the live events ask again. */
export function useBoardCounts(tenantId: string, params: Readonly<Ref<ListParams>>) {
  return useQuery({
    queryKey: computed(() => inboxKeys.columnCounts(tenantId, params.value)),
    queryFn: () => countBoardColumns(tenantId, params.value),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}
