import { rpc } from '@/lib/rpc'
import { agendaKeys } from './queries'
import type { Session } from './types'

/** A type of session that strangers may book with a therapist, and what the page says about it. */
export interface BookingOffer {
  therapist_id: string
  session_type_id: string
  note: string | null
}

/** How strangers book by the public page. */
export interface BookingRules {
  is_open: boolean
  needs_approval: boolean
  notice_hours: number
  horizon_weeks: number
  buffer_before: number
  buffer_after: number
  daily_limit: number | null
  change_hours: number
  offers_intake: boolean
  welcome_text: string | null
  privacy_text: string | null
}

export interface BookingSettings extends BookingRules {
  /** The last part of the public address; null until the settings are saved once. */
  slug: string | null
  /** Why no confirmation can be sent; null when it can. */
  cannot_tell: string | null
  offers: BookingOffer[]
}

export const bookingSettingsQuery = (tenantId: string) => ({
  queryKey: [...agendaKeys.setup(tenantId), 'settings', 'online'],
  queryFn: (): Promise<BookingSettings> => rpc('get_booking_settings', { p_tenant_id: tenantId }),
})

/** Refuses everybody but owner, admin and supervisor. */
export const saveBookingSettings = (
  tenantId: string,
  rules: BookingRules,
  offers: BookingOffer[],
): Promise<BookingSettings> =>
  rpc('save_booking_settings', {
    p_tenant_id: tenantId,
    p_settings: { ...rules },
    p_offers: offers.map((offer) => ({ ...offer })),
  })

/** A new address; the one before opens nothing any more. */
export const rotateBookingLink = (tenantId: string, slug: string): Promise<BookingSettings> =>
  rpc('rotate_booking_link', { p_tenant_id: tenantId, p_slug: slug })

/** Accepts or declines what was asked for by the public page. */
export const decideOnlineBooking = (
  tenantId: string,
  sessionId: string,
  accepts: boolean,
): Promise<Session> =>
  rpc('decide_online_booking', { p_tenant_id: tenantId, p_session_id: sessionId, p_accepts: accepts })

/** Where the page of a clinic is. */
export const bookingAddress = (slug: string): string => `${window.location.origin}/agendar/${slug}`
