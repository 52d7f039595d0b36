/** What is begun and not sent, here and on the server. Pure; `drafts-store.ts` keeps and saves it. */

/** A draft as the server keeps it; without text and answer there is none. */
export interface SavedDraft {
  body: string
  replyToId: string | null
  updatedAt: string
}

/** A draft as this device shows it. */
export interface Draft {
  body: string
  /** The message that it answers. */
  replyToId: string | null
  /** The version of the server that it is based on; null when that has none. */
  seenAt: string | null
  /** The server has it as it stands here. */
  isSaved: boolean
  /** What another device wrote meanwhile: the person decides which of both stays. */
  other: SavedDraft | null
}

/** What a person writes: the text, the message that it answers, or both. */
export type DraftText = Pick<Draft, 'body' | 'replyToId'>

/** Nothing is begun. */
export const NO_DRAFT: Draft = { body: '', replyToId: null, seenAt: null, isSaved: true, other: null }

/** Whether there is nothing to keep. */
export function isEmptyDraft({ body, replyToId }: DraftText): boolean {
  return body.trim() === '' && replyToId === null
}

function adopted({ body, replyToId, updatedAt }: SavedDraft): Draft {
  return { body, replyToId, seenAt: updatedAt, isSaved: true, other: null }
}

/** Whether nothing is lost when the first stands for both. */
function contains(whole: DraftText, part: DraftText): boolean {
  return (
    whole.body.startsWith(part.body.trimEnd()) &&
    (part.replyToId === null || part.replyToId === whole.replyToId)
  )
}

/** Somebody writes here. Who empties it, or sends it, goes on with what another device wrote. */
export function written(draft: Draft, change: Partial<DraftText>): Draft {
  const next = { ...draft, ...change, isSaved: false }
  return isEmptyDraft(next) && draft.other ? adopted(draft.other) : next
}

/** The server tells what it has. The newer wins, unless something is written here that it would destroy. */
export function heard(draft: Draft, saved: SavedDraft | null): Draft {
  if (saved === null || isEmptyDraft(saved))
    return draft.isSaved ? NO_DRAFT : { ...draft, seenAt: null, other: null }
  if (saved.updatedAt === draft.seenAt) return draft
  if (draft.isSaved || contains(saved, draft)) return adopted(saved)
  if (contains(draft, saved)) return { ...draft, seenAt: saved.updatedAt, other: null }
  return { ...draft, other: saved }
}

/** The server answered to what was sent to it; meanwhile somebody may have gone on writing. */
export function answered(draft: Draft, sent: DraftText, answer: SavedDraft): Draft {
  const isTaken = isEmptyDraft(sent) ? isEmptyDraft(answer) : sent.body === answer.body
  if (!isTaken) return heard(draft, answer)
  const isSame = draft.body === sent.body && draft.replyToId === sent.replyToId
  return {
    ...draft,
    // the message that it answers may be gone
    replyToId: isSame ? answer.replyToId : draft.replyToId,
    seenAt: isEmptyDraft(answer) ? null : answer.updatedAt,
    isSaved: isSame,
    other: null,
  }
}

/** The person keeps what is here. */
export function keptOwn(draft: Draft): Draft {
  return draft.other ? { ...draft, seenAt: draft.other.updatedAt, other: null, isSaved: false } : draft
}

/** The person goes on with what the other device wrote. */
export function tookOther(draft: Draft): Draft {
  return draft.other ? adopted(draft.other) : draft
}

/** Whether it can be saved: not while the person has to decide. */
export function isDue({ isSaved, other }: Draft): boolean {
  return !isSaved && other === null
}

/** Two conversations became one, and so do the drafts of both. */
export function joined(into: Draft, from: Draft): Draft {
  const body = [into.body, from.body].filter((text) => text.trim() !== '').join('\n')
  return written(into, { body, replyToId: into.replyToId ?? from.replyToId })
}

/** What lies on this device until the server has it. */
export interface KeptDraft extends DraftText {
  threadKey: string
  seenAt: string | null
}

/** Reads what a page left in storage; anything else is none. */
export function parseKeptDraft(json: string): KeptDraft | null {
  try {
    const { threadKey, body, replyToId, seenAt } = JSON.parse(json) as Record<string, unknown>
    if (typeof threadKey !== 'string' || typeof body !== 'string') return null
    return {
      threadKey,
      body,
      replyToId: typeof replyToId === 'string' ? replyToId : null,
      seenAt: typeof seenAt === 'string' ? seenAt : null,
    }
  } catch {
    return null
  }
}
