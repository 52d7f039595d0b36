import { useI18n } from 'vue-i18n'
import type { AppNotification } from './types'

/** What a notification says below the name of the person. */
export function useNoticeText() {
  const { t, te } = useI18n()
  return ({ kind, preview, message_kind }: Pick<AppNotification, 'kind' | 'preview' | 'message_kind'>) => {
    if (kind === 'alert') {
      const key = `notifications.alerts.${preview ?? ''}`
      return te(key) ? t(key) : t('notifications.told.alert')
    }
    const words = preview || (message_kind === null ? '' : t(`inbox.kind.${message_kind}`))
    if (
      kind === 'intake' ||
      kind === 'intake_new' ||
      kind === 'online_booked' ||
      kind === 'online_requested' ||
      kind === 'online_changed'
    )
      return t(`notifications.told.${kind}`)
    const isBare = words === '' && (kind === 'message' || kind === 'record_opened' || kind === 'countersign')
    if (isBare) return t(`notifications.told.${kind}`)
    return kind === 'message' ? words : t(`notifications.lines.${kind}`, { words })
  }
}
