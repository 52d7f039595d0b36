import { foldText } from '@/lib/fold-text'
import { firstNameOf } from '@/lib/format'
import type { ChannelKind } from '@/kit/clinic/types'
import type { StoredFile } from '@/features/messaging/inbox'
import { ANY_VARIABLE, VARIABLES, type VariableName } from './slash'
import type { QuickReply, QuickReplyDraft, QuickReplyFile } from './types'

/** The limits of the table. */
export const MAX_TITLE = 80
const MAX_BODY = 4096
export const MAX_SHORTCUT = 32
export const MAX_FILES = 5

const SHORTCUT = /^[a-z0-9][a-z0-9_-]{0,31}$/

/** What is known of a conversation; empty where nothing is. */
type VariableValues = Readonly<Record<VariableName, string>>

/** The values for one conversation. A group has no first name. */
export function valuesFor(conversation: {
  contactName: string | null
  isGroup: boolean
  clinic: string
  attendant: string
}): VariableValues {
  return {
    nome: conversation.isGroup ? '' : firstNameOf(conversation.contactName ?? ''),
    clinica: conversation.clinic.trim(),
    atendente: firstNameOf(conversation.attendant),
  }
}

/** The text for one conversation. A value that is missing leaves its variable in sight. */
export function fillIn(body: string, values: VariableValues): string {
  return body.replace(ANY_VARIABLE, (whole, name: string) => values[name as VariableName] || whole)
}

/** A variable of a text that nobody fills in; the braces themselves where they do not close. */
export function unknownVariable(body: string): string | null {
  const rest = body.replace(ANY_VARIABLE, (whole, name: string) =>
    VARIABLES.some((known) => known === name.toLowerCase()) ? '' : whole,
  )
  const [whole] = rest.match(ANY_VARIABLE) ?? []
  return whole ?? /\{\{|\}\}/.exec(rest)?.[0] ?? null
}

/** The shortcut as it is stored: "/Bom-Dia" and "bom-día" are one. */
export function normalShortcut(typed: string): string {
  return foldText(typed.replace(/^[\s/]+/, '')).trim()
}

type DraftProblem = 'shortcut' | 'taken' | 'title' | 'emptyBody' | 'longBody' | 'variable'

/** What is wrong with each field of the form. */
export function draftProblems(
  draft: QuickReplyDraft,
  others: readonly QuickReply[],
): { shortcut?: DraftProblem; title?: DraftProblem; body?: DraftProblem } {
  const shortcut = normalShortcut(draft.shortcut)
  const title = draft.title.trim().replace(/\s+/g, ' ')
  const body = draft.body.trim()
  const isTaken = others.some(
    (other) =>
      other.id !== draft.id && other.shortcut === shortcut && (other.owner_id !== null) === draft.personal,
  )
  return {
    ...(!SHORTCUT.test(shortcut)
      ? { shortcut: 'shortcut' as const }
      : isTaken
        ? { shortcut: 'taken' as const }
        : {}),
    ...([...title].length < 2 || [...title].length > MAX_TITLE ? { title: 'title' as const } : {}),
    ...(body === '' && draft.files.length === 0
      ? { body: 'emptyBody' as const }
      : [...body].length > MAX_BODY
        ? { body: 'longBody' as const }
        : unknownVariable(body) !== null
          ? { body: 'variable' as const }
          : {}),
  }
}

/** How well a reply fits what is typed: its shortcut first, then its beginning, its title, its words. */
function rank(reply: QuickReply, query: string): number {
  if (reply.shortcut === query) return 0
  if (reply.shortcut.startsWith(query)) return 1
  const title = foldText(reply.title)
  if (title.startsWith(query)) return 2
  if (reply.shortcut.includes(query) || title.includes(query)) return 3
  // one or two letters are in every text
  return query.length > 2 && foldText(reply.body).includes(query) ? 4 : 5
}

/** What the list shows, best first; of two with one word one's own. */
export function findReplies(replies: readonly QuickReply[], typed: string): QuickReply[] {
  const query = foldText(typed)
  return replies
    .map((reply) => ({ reply, rank: query === '' ? 0 : rank(reply, query) }))
    .filter((found) => found.rank < 5)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.reply.shortcut.localeCompare(b.reply.shortcut) ||
        Number(a.reply.owner_id === null) - Number(b.reply.owner_id === null),
    )
    .map((found) => found.reply)
}

const KEPT_KINDS = ['image', 'audio', 'document'] as const

/** What at least one kind of channel sends: a clinic may change its channel, and its quick replies stay. */
export function everyAbility(kinds: readonly Pick<ChannelKind, 'media'>[]): ChannelKind['media'] {
  const all: ChannelKind['media'] = {}
  for (const { media } of kinds)
    for (const kind of KEPT_KINDS) {
      const [one, known] = [media[kind], all[kind]]
      if (!one) continue
      all[kind] = {
        mime_types: [...new Set([...(known?.mime_types ?? []), ...one.mime_types])],
        max_bytes: Math.max(known?.max_bytes ?? 0, one.max_bytes),
        takes_caption: one.takes_caption || known?.takes_caption === true,
      }
    }
  return all
}

/** A file of a quick reply as the composer takes it along. */
export function storedFileOf(file: QuickReplyFile): StoredFile {
  return {
    storedId: file.id,
    path: file.path,
    kind: file.kind,
    name: file.file_name ?? '',
    type: file.mime_type,
    size: file.size,
    ...(file.width ? { width: file.width } : {}),
    ...(file.height ? { height: file.height } : {}),
    ...(file.seconds ? { seconds: file.seconds } : {}),
  }
}
