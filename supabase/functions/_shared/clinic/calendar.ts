import { createEvents, type DateTime, type EventAttributes } from 'ics'
import type { AgendaFeed, FeedSession } from './database.ts'

/** An agenda in the format of calendars (RFC 5545); moments are in UTC. */
export function calendarOf({ clinic, sessions }: AgendaFeed, appUrl: string): string {
  const { error, value } = createEvents(
    sessions.map((session) => eventOf(session, appUrl)),
    { calName: clinic, productId: 'zelo/agenda' },
  )
  if (error || !value) throw error ?? new Error('The calendar could not be written.')
  return value
}

function eventOf(session: FeedSession, appUrl: string): EventAttributes {
  const place = session.online_url ?? session.room
  return {
    uid: `${session.id}@zelo`,
    sequence: session.version,
    title: [session.type, session.initials].filter(Boolean).join(' · '),
    start: utcOf(session.starts_at),
    startInputType: 'utc',
    startOutputType: 'utc',
    end: utcOf(session.ends_at),
    endInputType: 'utc',
    endOutputType: 'utc',
    status: session.is_cancelled ? 'CANCELLED' : 'CONFIRMED',
    busyStatus: session.is_cancelled ? 'FREE' : 'BUSY',
    url: `${appUrl}/agenda`,
    ...(place ? { location: place } : {}),
  }
}

function utcOf(iso: string): DateTime {
  const at = new Date(iso)
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()]
}
