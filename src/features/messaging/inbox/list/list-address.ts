import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { ConversationFilter, ListParams, ThreadStatus } from '../types'

/** The list's filters in the address bar, so that a reload, a link and the way back show the same list. */

const FILTERS: Record<ConversationFilter, string | undefined> = {
  all: undefined,
  waiting: 'esperando',
  mine: 'minhas',
  unassigned: 'nao-atribuidas',
  unread: 'nao-lidas',
  snoozed: 'adiadas',
  pinned: 'fixadas',
  blocked: 'bloqueadas',
}
const FINISHED = 'finalizadas'
/** What is no id of a tag is no filter: the server would refuse it. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** What stands in the address for a list; the first list, all that are open, needs nothing. */
export function queryOf({ filter, status, search, tag }: ListParams): LocationQueryRaw {
  const wanted = search.trim()
  return {
    ...(FILTERS[filter] ? { filtro: FILTERS[filter] } : {}),
    ...(status === 'finished' ? { situacao: FINISHED } : {}),
    ...(wanted === '' ? {} : { busca: wanted }),
    ...(tag ? { etiqueta: tag } : {}),
  }
}

/** The list that an address asks for; what it does not understand is the first list. */
export function paramsOf(query: LocationQuery): ListParams {
  const filters = Object.keys(FILTERS) as ConversationFilter[]
  const status: ThreadStatus = query.situacao === FINISHED ? 'finished' : 'open'
  return {
    filter:
      filters.find((filter) => FILTERS[filter] !== undefined && FILTERS[filter] === query.filtro) ?? 'all',
    status,
    search: typeof query.busca === 'string' ? query.busca : '',
    ...(typeof query.etiqueta === 'string' && UUID.test(query.etiqueta) ? { tag: query.etiqueta } : {}),
  }
}

/** Whether two lists are the same one. */
export function isSameList(a: ListParams, b: ListParams): boolean {
  return (
    a.filter === b.filter && a.status === b.status && a.tag === b.tag && a.search.trim() === b.search.trim()
  )
}
