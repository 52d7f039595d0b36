import { readStored, writeStored } from '@/lib/stored'
import type { Answers } from '../form-types'
import type { Signer } from './api'

/** What somebody began to answer, kept on this device until it is sent. */
export interface IntakeDraft {
  submissionId: string
  answers: Answers
  accepted: Record<string, boolean>
  signer: Signer
  step: number
}

const prefix = 'zelo.intake.'

/** Names the form of a link without naming its token. */
function draftKey(token: string): string {
  let hash = 0x811c9dc5
  for (const character of token) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return prefix + hash.toString(36)
}

/** What was begun; null when there is nothing, or nothing that can be read. */
export function readDraft(token: string): IntakeDraft | null {
  const text = readStored(draftKey(token)).get('')
  if (!text) return null
  try {
    const draft = JSON.parse(text) as IntakeDraft
    return typeof draft.submissionId === 'string' && typeof draft.answers === 'object' ? draft : null
  } catch {
    return null
  }
}

/** Keeps it, or forgets it. */
export function writeDraft(token: string, draft: IntakeDraft | null): void {
  writeStored(draftKey(token), draft && JSON.stringify(draft))
}
