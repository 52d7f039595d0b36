import type { LocationQuery } from 'vue-router'
import type { AgendaView } from './calendar/items'

/** Where one is in the agenda, as the address says it. */
export interface AgendaAddress {
  /** Null is what fits the screen: a week, on a phone a day. */
  view: AgendaView | null
  /** Null is today. */
  day: string | null
  /** Empty is everybody. */
  therapists: string[]
  room: string | null
  /** The session whose panel is open. */
  session: string | null
}

const WORDS: Record<AgendaView, string> = { day: 'dia', week: 'semana', month: 'mes', list: 'lista' }

const textOf = (value: LocationQuery[string] | undefined): string | null => {
  const text = Array.isArray(value) ? value[0] : value
  return text || null
}

/** Reads the address; what it does not know is as if nothing were said. */
export function addressOf(query: LocationQuery): AgendaAddress {
  const word = textOf(query.ver)
  const view = (Object.keys(WORDS) as AgendaView[]).find((key) => WORDS[key] === word) ?? null
  const day = textOf(query.data)
  const isDay =
    day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`))
  return {
    view,
    day: isDay ? day : null,
    therapists: textOf(query.terapeutas)?.split(',') ?? [],
    room: textOf(query.sala),
    session: textOf(query.sessao),
  }
}

/** What an address is changed by; undefined takes a part out. */
export function patchOf(change: Partial<AgendaAddress>): Record<string, string | undefined> {
  return {
    ...('view' in change ? { ver: change.view ? WORDS[change.view] : undefined } : {}),
    ...('day' in change ? { data: change.day ?? undefined } : {}),
    ...('therapists' in change ? { terapeutas: change.therapists?.join(',') || undefined } : {}),
    ...('room' in change ? { sala: change.room ?? undefined } : {}),
    ...('session' in change ? { sessao: change.session ?? undefined } : {}),
  }
}
