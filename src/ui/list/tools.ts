import { canHide } from './columns'
import type { List } from './list'
import type { ViewStore } from './memory'

/** Whether a list has views to save: only what can be filtered is worth finding again. */
export function offersViews<Row>(list: List<Row>, store: ViewStore | null): store is ViewStore {
  return store !== null && list.fields.length > 0
}

/** Whether a person chooses the columns; of two or fewer there is nothing to choose. */
export function offersColumns<Row>(list: List<Row>): boolean {
  return list.columns.filter(canHide).length > 2
}
