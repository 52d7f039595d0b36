import { useI18n } from 'vue-i18n'
import type { RouteLocationRaw } from 'vue-router'
import { links } from '@/kit/links'
import { useFormat } from '@/kit/i18n/use-format'
import type { ReminderOutlook } from './types'

/** How windows, reasons and outlooks are said, and where a reason can be lifted. */
export function useReminderWords() {
  const { t, te } = useI18n()
  const format = useFormat()

  /** "24 h antes" */
  const window = (minutes: number) =>
    minutes % 1440 === 0
      ? t('reminders.window.days', { n: minutes / 1440 }, minutes / 1440)
      : minutes % 60 === 0
        ? t('reminders.window.hours', { n: minutes / 60 }, minutes / 60)
        : t('reminders.window.minutes', { n: minutes }, minutes)

  const reason = (code: string | null) =>
    code === null
      ? ''
      : te(`reminders.reasons.${code}`)
        ? t(`reminders.reasons.${code}`)
        : te(`errors.${code}`)
          ? t(`errors.${code}`)
          : t('reminders.reasons.other')

  function outlook({ outlook: state, goes_at, reason: code }: ReminderOutlook): string {
    if (state === 'will_go') return t('reminders.outlook.willGo', { when: format.moment(goes_at) })
    if (state === 'sent') return t('reminders.outlook.sent', { when: format.moment(goes_at) })
    return t(`reminders.outlook.${state === 'skipped' ? 'didNotGo' : 'willNotGo'}`, { why: reason(code) })
  }

  /** Where somebody can do something about it; null where nothing is to be done. */
  function fix({
    reason: code,
    outlook: state,
    patient_id,
    thread_key,
  }: ReminderOutlook): RouteLocationRaw | null {
    if (state !== 'will_not_go') return null
    switch (code) {
      case 'no_conversation':
        return links.editPatient(patient_id)
      case 'opted_out':
      case 'conversation_blocked':
        return thread_key ? links.thread(thread_key) : links.patient(patient_id)
      case 'insufficient_credits':
        return links.credits()
      case 'no_active_channel':
      case 'channel_disconnected':
        return links.whatsapp()
      case 'outside_24h_window':
      case 'quiet_hours':
      case 'reminders_off':
        return links.reminders()
      default:
        return null
    }
  }
  return { window, reason, outlook, fix }
}
