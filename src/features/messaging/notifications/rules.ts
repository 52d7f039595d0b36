import type { Notice, NotificationSettings } from './types'

/** What a tab of this browser says about itself to the others. */
export interface TabState {
  id: string
  visible: boolean
  focused: boolean
  /** The conversation that is open in it. */
  threadKey: string | null
  /** The list of conversations is in it, which shows by itself who wrote. */
  showsList: boolean
}

/** What becomes of a notice, in all tabs of a browser together. */
export interface Verdict {
  /** The tab that shows it. */
  popup: string | null
  /** The system shows it, because no tab is in sight. */
  system: boolean
  sound: boolean
}

const nothing: Verdict = { popup: null, system: false, sound: false }

/** Whether nothing may sound now: muted, or within the quiet hours, which may go over midnight. */
export function isQuiet(settings: NotificationSettings, now: Date): boolean {
  if (settings.is_muted) return true
  const { quiet_from: from, quiet_until: until } = settings
  if (from === null || until === null) return false
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: settings.time_zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now)
  return from < until ? time >= from && time < until : time >= from || time < until
}

/** Who says what of a notice: one tab at most, and nobody when the conversation is in front of the person. */
export function verdictOn(
  notice: Pick<Notice, 'thread_key'>,
  settings: NotificationSettings,
  tabs: readonly TabState[],
  now: Date,
): Verdict {
  if (isQuiet(settings, now)) return nothing
  const seen = tabs.filter((tab) => tab.visible)
  if (notice.thread_key !== null && seen.some((tab) => tab.threadKey === notice.thread_key)) return nothing
  const tab = seen.find(({ focused }) => focused) ?? seen[0]
  const shows = notice.thread_key !== null && tab?.showsList
  return { popup: tab && !shows ? tab.id : null, system: !tab, sound: settings.plays_sound }
}

/** Where a notification about a conversation leads. */
function conversationPath(threadKey: string): string {
  return `/conversas/${encodeURIComponent(threadKey)}`
}

/** The tab of a patient's page where what is told is found; the record unless it is here. */
const tabs: Partial<Record<Notice['kind'], string>> = {
  intake: 'fichas',
  online_booked: 'sessoes',
  online_requested: 'sessoes',
  online_changed: 'sessoes',
}

/** Where what is told leads: the conversation, or the part of the patient's page that it is about. */
export function placeOf({
  kind,
  thread_key,
  patient_id,
}: Pick<Notice, 'thread_key'> & { kind?: Notice['kind']; patient_id?: string | null }): string {
  if (thread_key !== null) return conversationPath(thread_key)
  if (kind === 'alert') return '/configuracoes/operacao'
  return `/pacientes/${patient_id ?? ''}/${(kind && tabs[kind]) ?? 'record'}`
}
