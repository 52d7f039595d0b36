import { createEvent, createEvents, type DateTime, type EventAttributes } from 'ics'
import type { KnownBooking } from './booking-service.ts'
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

/** One session that was booked online, for the calendar of whoever comes; `address` is its page. */
export function bookingCalendar(booking: KnownBooking, address: string): string {
  const { error, value } = createEvent({
    productId: 'zelo/booking',
    uid: `${booking.id}@zelo`,
    sequence: booking.version,
    title: `${booking.type} · ${booking.clinic_name}`,
    description: `Com ${booking.therapist}. Ver, remarcar ou desmarcar: ${address}`,
    start: utcOf(booking.starts_at),
    startInputType: 'utc',
    startOutputType: 'utc',
    end: utcOf(booking.ends_at),
    endInputType: 'utc',
    endOutputType: 'utc',
    status:
      booking.state === 'booked' ? 'CONFIRMED' : booking.state === 'requested' ? 'TENTATIVE' : 'CANCELLED',
    url: address,
  })
  if (error || !value) throw error ?? new Error('The calendar could not be written.')
  return value
}

function utcOf(iso: string): DateTime {
  const at = new Date(iso)
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()]
}
