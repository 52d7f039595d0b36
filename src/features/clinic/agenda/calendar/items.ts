/** What the calendar draws, said without a time zone: its clock is the one on the wall of the clinic. */

/** The ways of looking at the agenda. */
export const AGENDA_VIEWS = ['day', 'week', 'month', 'list'] as const
export type AgendaView = (typeof AGENDA_VIEWS)[number]

/** A session as the calendar draws it. */
export interface CalendarItem {
  id: string
  /** "2026-11-28T15:00" */
  start: string
  end: string
  /** In whose column it stands. */
  lane: string
  /** A colour of the theme, by its name. */
  color: string
  title: string
  /** Second line, where there is room. */
  text: string
  /** What its state looks like, and what it is called for those who do not see it. */
  icon: string
  iconLabel: string
  marks: readonly { icon: string; label: string }[]
  isDimmed: boolean
  isStruck: boolean
  isMovable: boolean
  /** Names the button that says that somebody came; null where it would say nothing. */
  attendLabel: string | null
}

/** A time in which somebody does not work, or nobody does. */
export interface CalendarShade {
  id: string
  start: string
  end: string
  /** Null is everybody. */
  lane: string | null
  kind: 'closed' | 'absence' | 'holiday'
  title: string
}

/** A column: somebody's, beside those of others. */
export interface CalendarLane {
  id: string
  title: string
  color: string
}

/** Where something would stand. */
export interface CalendarPlace {
  start: string
  end: string
  lane: string | null
}

/** Where a session was put by hand. */
export interface CalendarMove extends CalendarPlace {
  id: string
  /** Puts it back on the screen. */
  revert(): void
}

/** "2026-11-28T15:00" of a date whose own clock shows the clinic's time, as the calendar hands it out. */
export function wallOfLocal(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}
