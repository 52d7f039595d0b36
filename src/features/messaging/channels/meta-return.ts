import type { MetaKind } from './types'

/** Somebody who came back from Meta: for what they went there, and the code that they brought. */
export interface MetaReturn {
  kind: MetaKind
  code: string
}

const KEY = 'zelo-meta'

/** Remembers what somebody goes to Meta for; the state comes back with them and proves that it was here. */
export function beginMeta(kind: MetaKind): string {
  const state = crypto.randomUUID()
  sessionStorage.setItem(KEY, JSON.stringify({ kind, state }))
  return state
}

/** What came back with the address; null where it was not begun in this tab, or Meta was told no. */
export function metaReturn(query: Record<string, unknown>): MetaReturn | null {
  const { code, state } = query
  if (typeof code !== 'string' || typeof state !== 'string') return null
  const begun = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { kind: MetaKind; state: string } | null
  sessionStorage.removeItem(KEY)
  return begun?.state === state ? { kind: begun.kind, code } : null
}
