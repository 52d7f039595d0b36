import { randomBytes, randomUUID } from 'node:crypto'
import type {
  BookingOutcome,
  BookingPage,
  KnownBooking,
  OpenPage,
} from '../../../supabase/functions/_shared/clinic/booking-service.ts'
import { ask, helena, openAgenda, types } from './agenda.ts'
import { aurora } from './cast.ts'
import type { Session } from './database.ts'

export interface BookingSettings {
  is_open: boolean
  slug: string | null
  needs_approval: boolean
  notice_hours: number
  daily_limit: number | null
  cannot_tell: string | null
  offers: { therapist_id: string; session_type_id: string; note: string | null }[]
}

/** Changes the settings of Aurora's page, as its owner. */
export const saveBooking = (
  session: Session,
  settings: object = {},
  offers?: object[],
  as: Parameters<typeof ask>[3] = 'dona@aurora.test',
): Promise<BookingSettings> => ask(session, 'save_booking_settings', { settings, offers }, as)

/** Aurora with its agenda; Helena works every day and is booked online for single sessions. Answers the slug. */
export async function openBooking(session: Session, settings: object = {}): Promise<string> {
  await openAgenda(session)
  await ask(session, 'save_working_hours', {
    therapist_id: helena,
    hours: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((weekday) => ({
      weekday,
      from_time: '08:00',
      until_time: '18:00',
    })),
  })
  const saved = await saveBooking(session, { is_open: true, ...settings }, [
    { therapist_id: helena, session_type_id: types.single, note: 'Primeira conversa' },
  ])
  return saved.slug ?? ''
}

/** The page of a clinic, as a stranger sees it. */
export async function look(
  session: Session,
  slug: string,
  offerId: string | null = null,
  from: string | null = null,
): Promise<BookingPage> {
  const [row] = await session.asService(
    (sql) => sql<{ page: BookingPage }[]>`
      select app.open_booking_page(${slug}, ${offerId}, ${from}, 'somewhere') as page`,
  )
  return row!.page
}

/** The only offer of Aurora, and its first free times in the order of the clock. */
export async function firstSlots(session: Session, slug: string) {
  const offerId = ((await look(session, slug)) as OpenPage).offers[0]!.id
  const { days = [] } = (await look(session, slug, offerId)) as OpenPage
  return { offerId, days, slots: days.flatMap(({ day, slots }) => slots.map((slot) => ({ day, ...slot }))) }
}

export const newToken = () => randomBytes(24).toString('base64url')

/** A form as a stranger sends it. */
export const onlineForm = (changes: object = {}) => ({
  full_name: 'Bruna Carvalho',
  social_name: '',
  phone: '11 98877-6655',
  message: '',
  accepted: true,
  first_visit: true,
  ...changes,
})

/** Sends a form; each one comes from elsewhere, unless told otherwise. */
export async function bookOnline(
  session: Session,
  slug: string,
  form: object,
  { token = newToken(), link = newToken(), ip = randomUUID() as string } = {},
): Promise<BookingOutcome> {
  const [row] = await session.asService(
    (sql) => sql<{ outcome: BookingOutcome }[]>`
      select app.book_online(${slug}, ${token}, ${link}, ${`https://app.zelo.test/agendar/s/${link}`},
        ${sql.json(onlineForm(form) as never)}, ${ip}) as outcome`,
  )
  return row!.outcome
}

/** A stranger who took the first free time, and the secret of their link. */
export async function booked(session: Session, slug: string, form: object = {}) {
  const link = newToken()
  const { offerId, slots } = await firstSlots(session, slug)
  const slot = slots[0]!
  const outcome = await bookOnline(
    session,
    slug,
    { offer_id: offerId, starts_at: slot.at, ...form },
    { link },
  )
  return { link, slot, outcome, offerId, slots }
}

/** What a link of a booking shows. */
export async function openLink(session: Session, link: string, moves = false) {
  const [row] = await session.asService(
    (sql) => sql<{ seen: KnownBooking }[]>`
      select app.open_online_booking(${link}, ${moves}, null, 'somewhere') as seen`,
  )
  return row!.seen
}

/** A function behind a link: its answer. */
export async function byLink(
  session: Session,
  name: 'move_online_booking' | 'cancel_online_booking' | 'invite_online_booking',
  link: string,
  ...more: string[]
): Promise<{ state: string; token?: string }> {
  const [row] = await session.asService((sql) =>
    sql.unsafe<{ answer: { state: string } }[]>(
      `select app.${name}($1, ${more.length ? '$3, ' : ''}$2) as answer`,
      [link, 'somewhere', ...more],
    ),
  )
  return row!.answer
}

export interface StoredBooking {
  session_id: string
  patient_id: string
  status: string
  is_new: boolean
  session_status: string
  patient: string
  note: string | null
}

/** Everything that was booked online at Aurora. */
export const storedBookings = (session: Session) =>
  session.asPostgres(
    (sql) => sql<StoredBooking[]>`
      select b.session_id, b.patient_id, b.status, b.is_new, s.status as session_status, p.name as patient, p.note
      from public.online_bookings b
      join public.sessions s on s.tenant_id = b.tenant_id and s.id = b.session_id
      join public.patients p on p.tenant_id = b.tenant_id and p.id = b.patient_id
      where b.tenant_id = ${aurora.id} order by b.created_at, b.id`,
  )
