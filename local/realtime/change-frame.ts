import type { JsonRow } from './change-query.ts'
import type { Column } from './relations.ts'
import type { ChangeType } from './subscriptions.ts'

/** A change as clients receive it. */
export interface ChangeData {
  schema: string
  table: string
  commit_timestamp: string
  type: ChangeType
  columns: { name: string; type: string }[]
  record?: JsonRow
  old_record?: JsonRow
  errors: string[] | null
}

/** What is known of a change before it is cut to what one subscriber may see. */
export interface ChangeFacts {
  schema: string
  table: string
  committedAt: string
  type: ChangeType
  columns: Column[]
  record: JsonRow
  oldRecord: JsonRow
  tooLarge: boolean
}

const SMALL_VALUE = 64

/** Cuts a change to a role's columns and a subscription's selection; the key is always kept. */
export function changeFor(facts: ChangeFacts, selectable: Set<string>, select: string[] | null): ChangeData {
  const { schema, table, committedAt: commit_timestamp, type } = facts
  const base = { schema, table, commit_timestamp, type }
  const keys = facts.columns.filter(({ isKey }) => isKey)
  if (keys.length === 0) {
    return { ...base, columns: [], errors: ['Error 400: Bad Request, no primary key'] }
  }
  if (keys.some(({ name }) => !selectable.has(name))) {
    return { ...base, columns: [], errors: ['Error 401: Unauthorized'] }
  }
  const visible = facts.columns.filter(({ name, isKey }) => {
    return selectable.has(name) && (isKey || !select || select.includes(name))
  })
  const names = new Set(visible.map(({ name }) => name))
  const cut = (row: JsonRow): JsonRow => pick(row, names, facts.tooLarge)
  return {
    ...base,
    columns: visible.map(({ name, typeName }) => ({ name, type: typeName })),
    ...(type === 'DELETE' ? {} : { record: cut(facts.record) }),
    ...(type === 'INSERT' ? {} : { old_record: cut(facts.oldRecord) }),
    errors: facts.tooLarge ? ['Error 413: Payload Too Large'] : null,
  }
}

function pick(row: JsonRow, names: Set<string>, onlySmall: boolean): JsonRow {
  const kept = Object.entries(row).filter(([name, value]) => {
    return names.has(name) && (!onlySmall || JSON.stringify(value).length <= SMALL_VALUE)
  })
  return Object.fromEntries(kept)
}
