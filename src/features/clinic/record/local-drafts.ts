import { readStored, writeStored } from '@/lib/stored'
import type { Draft } from './types'

/** What was typed and not saved yet, on this device alone; removed when it is saved and when the person signs out. */
export interface LocalDraft {
  patientId: string
  entryId: string
  /** The version that was on screen; null for what the server does not know yet. */
  version: number | null
  draft: Draft
  at: string
}

const PREFIX = 'zelo.record.'

const keyOf = (userId: string, entryId: string) => `${PREFIX}${userId}.${entryId}`

/** Keeps what was typed until it is saved. */
export function keepLocally(userId: string, local: LocalDraft): void {
  writeStored(keyOf(userId, local.entryId), JSON.stringify(local))
}

/** Forgets what is saved by now. */
export function forgetLocally(userId: string, entryId: string): void {
  writeStored(keyOf(userId, entryId), null)
}

/** What this device still has of a patient, the latest first. */
export function localDraftsOf(userId: string, patientId: string): LocalDraft[] {
  return [...readStored(`${PREFIX}${userId}.`).values()]
    .flatMap((text) => {
      try {
        return [JSON.parse(text) as LocalDraft]
      } catch {
        return []
      }
    })
    .filter((local) => local.patientId === patientId && local.draft?.content?.type === 'doc')
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** Forgets all of it: somebody else may sit down here next. */
export function forgetEverythingLocally(): void {
  for (const rest of readStored(PREFIX).keys()) writeStored(PREFIX + rest, null)
}
