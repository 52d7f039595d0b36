import { inject, ref, watch, type Component, type InjectionKey, type Ref } from 'vue'

/** What of a list somebody wants to find again. */
export interface ViewQuery {
  /** The list's part of the address, without its prefix. */
  address: Record<string, string>
  /** Columns out of sight; null for the list's own choice. */
  hidden: string[] | null
}

/** A view under its name. */
export interface SavedView {
  id: string
  name: string
  isShared: boolean
  query: ViewQuery
}

/** Where saved views are kept. */
export interface ViewStore {
  /** What answers are kept under. */
  cacheKey: readonly unknown[]
  /** Whether the person may make and change views of the whole clinic. */
  canShare: boolean
  load(list: string): Promise<SavedView[]>
  save(list: string, view: SavedView): Promise<void>
  remove(id: string): Promise<void>
}

/** What a long list is asked for as a file. */
export interface FileSubject {
  list: string
  search: string | null
  where: Record<string, unknown>
  format: string
}

/** What happens to lists that are saved as files. */
export interface FileKeeper {
  /** Notes that the browser has saved one. */
  saved(list: string, format: string, rows: number, filters: Record<string, string>): Promise<void>
  /** Has a long one made in the background. */
  request(subject: FileSubject): Promise<void>
  /** Shows how far that is and gives the file: `kind`, `subject` and `action`. */
  progress: Component
}

/** What lists remember between two visits; the shell provides it, so that no list knows sessions and clinics. */
export interface ListMemory {
  /** Who sits at this screen, null when nobody is signed in. */
  person(): string | null
  /** Saved views of the clinic on screen; null where there is none. */
  views(): ViewStore | null
  /** Who keeps account of files of the clinic on screen; null where there is none. */
  files(): FileKeeper | null
}

export const listMemory: InjectionKey<ListMemory> = Symbol('list memory')

/** The memory that the shell provides; outside of it nothing is remembered. */
export function useListMemory(): ListMemory {
  return inject(listMemory, { person: () => null, views: () => null, files: () => null })
}

/** Which columns this person does not want to see in a list, kept in this browser; null until they chose. */
export function useHiddenColumns(list: string, { person }: ListMemory): Ref<string[] | null> {
  const key = `zelo.columns.${person() ?? ''}.${list}`
  const hidden = ref(parseHidden(localStorage.getItem(key)))
  watch(hidden, (chosen) => {
    if (chosen) localStorage.setItem(key, JSON.stringify(chosen))
    else localStorage.removeItem(key)
  })
  return hidden
}

/** What was stored, when it is a list of texts. */
export function parseHidden(text: string | null): string[] | null {
  if (text === null) return null
  try {
    const stored: unknown = JSON.parse(text)
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : null
  } catch {
    return null
  }
}
