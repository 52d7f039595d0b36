import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useI18n } from 'vue-i18n'
import { openConversationKey, threadTitle } from '@/features/messaging/inbox'
import { useFormat } from '@/kit/i18n/use-format'
import { requireTenantId, selectTenant, useTenant } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import './live-events'
import { closeShown, isDeviceSubscribed, keepDevice } from './device'
import { settingsQuery, useLiveSettings, useNotificationActions } from './queries'
import { placeOf, verdictOn } from './rules'
import { beep } from './sound'
import { joinTabs } from './tabs'
import type { Notice } from './types'

/** What the service worker says to pages (`public/push.js`). */
interface WorkerMessage {
  type?: 'pushed' | 'open'
  path?: string
  tenantId?: string
}

/** How long a popup stands. */
const POPUP_MS = 7_000

/** Says once, in all tabs together, what happened: a popup in the tab in use, a sound, or a notification of the system. */
export function useNotifier() {
  const route = useRoute()
  const router = useRouter()
  const { t } = useI18n()
  const format = useFormat()
  const tenantId = requireTenantId()
  const { context } = useTenant()
  const userId = context.value?.user.id ?? ''
  const { on, state: live } = useTenantChannel()
  const client = useQueryClient()
  const { data: settings } = useLiveSettings()
  const { markRead } = useNotificationActions()
  const popup = shallowRef<Notice | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const tabs = joinTabs<Notice>(`zelo.notifier.${userId}.${tenantId}`, show)
  const events = new AbortController()
  /** From this width on the list stands beside the conversation. */
  const wide = window.matchMedia('(min-width: 768px)')

  const openThread = () => openConversationKey(route)

  function show(notice: Notice) {
    popup.value = notice
    clearTimeout(timer)
    timer = setTimeout(close, POPUP_MS)
  }
  function close() {
    popup.value = null
  }

  function tell() {
    const visible = document.visibilityState === 'visible'
    tabs.tell({
      visible,
      focused: visible && document.hasFocus(),
      threadKey: openThread(),
      showsList: route.name === 'inbox' || (route.name === 'inbox-thread' && wide.matches),
    })
  }
  for (const name of ['focus', 'blur']) window.addEventListener(name, tell, { signal: events.signal })
  document.addEventListener('visibilitychange', tell, { signal: events.signal })
  wide.addEventListener('change', tell, { signal: events.signal })
  watch(() => route.name, tell)
  watch(
    openThread,
    (key) => {
      tell()
      if (key === null) return
      if (popup.value?.thread_key === key) close()
      // A conversation that is not there any more has nothing to mark.
      markRead({ threadKey: key }).catch(() => null)
      closeShown(key).catch(() => null)
    },
    { immediate: true },
  )

  on('notification', (notice) => {
    if (!notice.user_ids.includes(userId)) return
    const { kind, thread_key: key } = notice
    if (kind !== 'message' && key !== null && key === openThread() && document.hasFocus())
      markRead({ threadKey: key }).catch(() => null)
    // What a screen that could not ask for the settings does not say, the list has.
    if (tabs.isLeader()) say(notice).catch(() => null)
  })

  async function say(notice: Notice) {
    const wanted = await client.ensureQueryData(settingsQuery(tenantId))
    const verdict = verdictOn(notice, wanted, tabs.all(), new Date())
    if (verdict.popup) tabs.show(verdict.popup, notice)
    // The service worker of this browser hears of it by push, and the system sounds then.
    if (verdict.system && (await isDeviceSubscribed(userId, tenantId))) return
    if (verdict.sound) void beep()
    if (verdict.system) showInSystem(notice, wanted.shows_text_in_push)
  }

  function showInSystem(notice: Notice, showsText: boolean) {
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    const title = showsText && notice.thread_key !== null ? threadTitle(notice, format.phone) : ''
    const shown = new Notification(title || t(`notifications.told.${notice.kind}`), {
      body: showsText ? (notice.preview ?? '') : '',
      tag: notice.thread_key ?? notice.patient_id ?? '',
      icon: '/icons/icon-192.png',
      // the page sounds, or nothing does
      silent: true,
    })
    shown.onclick = () => {
      window.focus()
      void router.push(placeOf(notice))
      shown.close()
    }
  }

  const onWorker = ({ data, ports }: MessageEvent<WorkerMessage>) => {
    // Asked when a push came: what this page hears by itself, the system need not show.
    if (data.type === 'pushed') ports[0]?.postMessage(data.tenantId === tenantId && live.value === 'live')
    // Somebody clicked on a notification outside of the page.
    else if (data.type === 'open' && data.path?.startsWith('/')) {
      if (context.value?.memberships.some((clinic) => clinic.tenant_id === data.tenantId))
        selectTenant(data.tenantId ?? tenantId)
      void router.push(data.path)
    }
  }
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.addEventListener('message', onWorker, { signal: events.signal })

  // What fails of it is tried again when the app is opened next.
  keepDevice(userId, tenantId).catch(() => null)

  onScopeDispose(() => {
    clearTimeout(timer)
    events.abort()
    tabs.leave()
  })
  return { popup, close, settings }
}
