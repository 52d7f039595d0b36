import type { Session } from './database.ts'
import { answer } from './workspace.ts'

/** A whole week in which a clinic is open, or never is. */
export const always = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
)

export const autoreplySettings = {
  is_on: true,
  mode: 'business_hours',
  business_hours: {},
  custom_hours: {},
  closes_on_holidays: false,
  cooldown_minutes: 60,
  closed_text: 'Olá, {nome}! A {clinica} responde {volta}.',
  holiday_text: 'Hoje é feriado.',
}

/** Sets the automatic answer of Clínica Aurora: closed at all hours, unless told otherwise. */
export const setAutoreply = (session: Session, more: Record<string, unknown> = {}) =>
  answer<{ settings: Record<string, unknown>; now: Record<string, unknown>; log: unknown[] }>(
    session,
    'save_autoreply',
    { p_settings: { ...autoreplySettings, ...more } },
    'supervisor@aurora.test',
  )
