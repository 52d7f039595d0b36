import { ask, rpc } from '@/lib/rpc'

/** Why this browser cannot be told while the app is closed; null when it can. */
export type PushObstacle = 'unsupported' | 'install' | 'denied'

/** What stands in the way here. On iOS an app of the home screen alone can be told. */
export function pushObstacle(): PushObstacle | null {
  const isApple = /iPhone|iPad/.test(navigator.userAgent)
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return isApple ? 'install' : 'unsupported'
  return Notification.permission === 'denied' ? 'denied' : null
}

/** Whether this browser is told by push. */
export async function isDeviceSubscribed(): Promise<boolean> {
  if (pushObstacle() !== null) return false
  const registration = await navigator.serviceWorker.getRegistration('/')
  return Boolean(await registration?.pushManager.getSubscription())
}

/** Asks the person, then has this browser told; false when the person or the installation does not want it. */
export async function subscribeDevice(tenantId: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const { key } = await ask<{ key: string | null }>('push-key')
  if (key === null) return false
  await navigator.serviceWorker.register('/push.js')
  const registration = await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  })
  const { endpoint, keys } = subscription.toJSON()
  await rpc('subscribe_push', {
    p_tenant_id: tenantId,
    p_endpoint: endpoint ?? '',
    p_p256dh: keys?.p256dh ?? '',
    p_auth: keys?.auth ?? '',
  })
  return true
}

/** Has this browser told no more, by no clinic. */
export async function unsubscribeDevice(tenantId: string): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  const subscription = await registration?.pushManager.getSubscription()
  if (!subscription) return
  await rpc('unsubscribe_push', { p_tenant_id: tenantId, p_endpoint: subscription.endpoint })
  await subscription.unsubscribe()
}
