import type { Call } from '../platform/db.ts'

/** A day with free times; `at` is the moment in UTC, `time` what the clinic's clock shows. */
export interface BookingDay {
  day: string
  slots: { at: string; time: string }[]
}

/** Free times, and the day from which there are more. */
export interface BookingDays {
  days: BookingDay[]
  next: string | null
}

/** What every page says of a clinic. */
export interface BookingClinic {
  clinic_name: string
  time_zone: string
  slug: string | null
  welcome_text: string | null
  privacy_text: string | null
  change_hours: number
  needs_approval: boolean
  asks_first_visit: boolean
  /** Why the clinic cannot write to a number that never wrote to it. */
  cannot_tell: string | null
}

/** A type of session with a therapist. */
export interface BookingOffer {
  id: string
  therapist: string
  council: string | null
  type: string
  minutes: number
  is_online: boolean
  note: string | null
}

type Refused = { state: 'unknown' } | { state: 'limited' }

/** The public page of a clinic; with `offer_id` and days once an offer was chosen. */
export interface OpenPage extends BookingClinic, Partial<BookingDays> {
  state: 'open'
  offers: BookingOffer[]
  offer_id?: string
}
export type BookingPage = OpenPage | (BookingClinic & { state: 'closed' }) | Refused

/** What somebody typed, checked in SQL. */
export interface BookingForm {
  offer_id: string
  starts_at: string
  full_name: string
  social_name: string
  phone: string
  message: string
  accepted: boolean
  first_visit: boolean
}

export type FormField = 'full_name' | 'social_name' | 'phone' | 'accepted'

/** What became of a form. */
export interface BookingOutcome {
  state: 'booked' | 'taken' | 'invalid' | 'closed' | 'unknown' | 'limited'
  problems?: Partial<Record<FormField, string>>
}

/** A booking, for whoever holds its link. */
export interface KnownBooking extends BookingClinic, Partial<BookingDays> {
  state: 'booked' | 'requested' | 'declined' | 'cancelled' | 'over'
  id: string
  version: number
  starts_at: string
  ends_at: string
  starts_local: string
  therapist: string
  type: string
  is_online: boolean
  name: string
  phone: string
  may_change: boolean
  offers_intake: boolean
  /** What is paid ahead: `clinic` and `key` open the page where it is paid. Null: nothing. */
  deposit: {
    clinic: string
    key: string
    amount_cents: number
    expires_at: string | null
    state: 'due' | 'paid' | 'over'
  } | null
}

/** What strangers may ask for who have the address of a clinic's page, or the link of a booking. */
export interface BookingService {
  openBookingPage(
    slug: string,
    offerId: string | null,
    from: string | null,
    ipHash: string | null,
  ): Promise<BookingPage>
  /** `tokens.form` names the form, `tokens.link` opens the booking at the address `tokens.url`. */
  bookOnline(
    slug: string,
    tokens: { form: string; link: string; url: string },
    form: BookingForm,
    ipHash: string | null,
  ): Promise<BookingOutcome>
  openOnlineBooking(
    token: string,
    moves: boolean,
    from: string | null,
    ipHash: string | null,
  ): Promise<KnownBooking | Refused>
  moveOnlineBooking(
    token: string,
    startsAt: string,
    ipHash: string | null,
  ): Promise<{ state: 'moved' | 'taken' | 'too_late' | 'unknown' | 'limited' }>
  cancelOnlineBooking(
    token: string,
    ipHash: string | null,
  ): Promise<{ state: 'cancelled' | 'too_late' | 'unknown' | 'limited' }>
  inviteOnlineBooking(
    token: string,
    ipHash: string | null,
  ): Promise<{ state: 'invited' | 'none' | 'unknown' | 'limited'; token?: string }>
}

/** The RPCs behind the public page. */
export function createBookingService(call: Call): BookingService {
  return {
    openBookingPage: (slug, offerId, from, ipHash) =>
      call((sql) => sql`select app.open_booking_page(${slug}, ${offerId}, ${from}, ${ipHash}) as value`),
    bookOnline: (slug, { form, link, url }, typed, ipHash) =>
      call(
        (sql) =>
          sql`select app.book_online(${slug}, ${form}, ${link}, ${url}, ${sql.json(typed as never)}, ${ipHash}) as value`,
      ),
    openOnlineBooking: (token, moves, from, ipHash) =>
      call((sql) => sql`select app.open_online_booking(${token}, ${moves}, ${from}, ${ipHash}) as value`),
    moveOnlineBooking: (token, startsAt, ipHash) =>
      call((sql) => sql`select app.move_online_booking(${token}, ${startsAt}, ${ipHash}) as value`),
    cancelOnlineBooking: (token, ipHash) =>
      call((sql) => sql`select app.cancel_online_booking(${token}, ${ipHash}) as value`),
    inviteOnlineBooking: (token, ipHash) =>
      call((sql) => sql`select app.invite_online_booking(${token}, ${ipHash}) as value`),
  }
}
