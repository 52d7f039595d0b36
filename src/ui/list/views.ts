import type { List } from './list'
import type { ViewQuery } from './memory'

/** What of a list would be kept if it were saved now. */
export function viewOf(list: Pick<List<unknown>, 'address' | 'hidden'>): ViewQuery {
  return { address: list.address, hidden: list.hidden ? [...list.hidden] : null }
}

/** Whether two views show the same; in which order something was chosen does not matter. */
export function isSameView(one: ViewQuery, other: ViewQuery): boolean {
  return fingerprint(one) === fingerprint(other)
}

function fingerprint({ address, hidden }: ViewQuery): string {
  return JSON.stringify([Object.entries(address).sort(), hidden ? [...hidden].sort() : null])
}
