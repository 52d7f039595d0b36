import { ask, rpc } from '@/lib/rpc'
import { readStored, writeStored } from '@/lib/stored'
import { publishableKey, supabaseUrl } from '@/lib/supabase'

/** Why this browser cannot be told while the app is closed; null when it can. */
export type PushObstacle = 'unsupported' | 'install' | 'denied'

/**
 * Whom this browser's subscription is for and where its service worker renews it. Kept in a cache, which is what page
 * and service worker share; `public/push.js` reads and writes it.
 */
interface Holder {
  userId: string
  tenantIds: string[]
  endpoint: string
  auth: string
  /** The key it was subscribed under. */
  key: string
  renewUrl: string
  apiKey: string
}

const cacheName = 'zelo-push'
const cachePath = '/push-holder'
/** Clinics of which somebody wants to be told on this device, by person. */
const wishes = 'zelo.push.'
/** Nobody waits longer to be signed out. */
const FAREWELL_MS = 3_000

/** What stands in the way here. On iOS an app of the home screen alone can be told. */
export function pushObstacle(): PushObstacle | null {
  const isApple = /iPhone|iPad/.test(navigator.userAgent)
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return isApple ? 'install' : 'unsupported'
  return Notification.permission === 'denied' ? 'denied' : null
}

/** Whether this browser tells the person of the clinic by push. */
export async function isDeviceSubscribed(userId: string, tenantId: string): Promise<boolean> {
  const holder = await readHolder()
  if (holder?.userId !== userId || !holder.tenantIds.includes(tenantId)) return false
  return pushObstacle() === null && Boolean(await currentSubscription())
}

/** Asks the person, then has this browser told; false when the person or the installation does not want it. */
export async function subscribeDevice(userId: string, tenantId: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  wish(userId, [...wishesOf(userId), tenantId])
  const isTold = await connect(userId, tenantId)
  if (!isTold) wish(userId, without(wishesOf(userId), tenantId))
  return isTold
}

/** Has this browser told no more of a clinic. */
export async function unsubscribeDevice(userId: string, tenantId: string): Promise<void> {
  const subscription = await currentSubscription()
  if (subscription)
    await rpc('unsubscribe_push', { p_tenant_id: tenantId, p_endpoint: subscription.endpoint })
  wish(userId, without(wishesOf(userId), tenantId))
  const holder = await readHolder()
  const left = without(holder?.tenantIds ?? [], tenantId)
  if (holder && left.length > 0) return writeHolder({ ...holder, tenantIds: left })
  await subscription?.unsubscribe()
  await writeHolder(null)
}

/**
 * When somebody opens the app: a subscription of somebody else ends here, and one's own is made again where it was lost
 * or its key is an old one.
 */
export async function keepDevice(userId: string, tenantId: string): Promise<void> {
  const [holder, subscription] = await Promise.all([readHolder(), currentSubscription()])
  if (subscription && holder?.userId !== userId) await endSubscription(subscription)
  if (!wishesOf(userId).includes(tenantId) || pushObstacle() !== null) return
  if (Notification.permission === 'granted') await connect(userId, tenantId)
}

/** When somebody leaves: nothing of them reaches this device any more, also where the server cannot be told. */
export async function forgetDevice(): Promise<void> {
  const [holder, subscription] = await Promise.all([readHolder(), currentSubscription()])
  await closeShown()
  if (!subscription) return writeHolder(null)
  // Ended first: an address that its push service does not know any more is forgotten by the server too.
  await endSubscription(subscription)
  const signal = AbortSignal.timeout(FAREWELL_MS)
  await Promise.allSettled(
    (holder?.tenantIds ?? []).map((tenantId) =>
      rpc('unsubscribe_push', { p_tenant_id: tenantId, p_endpoint: subscription.endpoint }, { signal }),
    ),
  )
}

/** Takes back what the system still shows, of one conversation or of all. */
export async function closeShown(threadKey?: string): Promise<void> {
  const registration = await currentRegistration()
  const shown = await registration?.getNotifications(threadKey === undefined ? {} : { tag: threadKey })
  for (const notification of shown ?? []) notification.close()
}

/** Subscribes where there is no subscription under the present key, and tells all clinics that are wished for. */
async function connect(userId: string, tenantId: string): Promise<boolean> {
  const { key } = await ask<{ key: string | null }>('push-key')
  if (key === null) return false
  await navigator.serviceWorker.register('/push.js')
  const { pushManager } = await navigator.serviceWorker.ready
  let subscription = await pushManager.getSubscription()
  if (subscription && keyOf(subscription) !== key) {
    await subscription.unsubscribe()
    subscription = null
  }
  subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint = '', keys = {} } = subscription.toJSON()
  const tell = (id: string) =>
    rpc('subscribe_push', {
      p_tenant_id: id,
      p_endpoint: endpoint,
      p_p256dh: keys.p256dh ?? '',
      p_auth: keys.auth ?? '',
    })
  await tell(tenantId)
  const others = without(wishesOf(userId), tenantId)
  const told = await Promise.allSettled(others.map(tell))
  await writeHolder({
    userId,
    tenantIds: [tenantId, ...others.filter((_, index) => told[index]?.status === 'fulfilled')],
    endpoint,
    auth: keys.auth ?? '',
    key,
    renewUrl: `${supabaseUrl}/functions/v1/renew-push-subscription`,
    apiKey: publishableKey,
  })
  return true
}

async function endSubscription(subscription: PushSubscription): Promise<void> {
  await subscription.unsubscribe()
  await writeHolder(null)
}

/** The key that a subscription was made under, as the server writes it. */
function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

async function currentRegistration(): Promise<ServiceWorkerRegistration | undefined> {
  return 'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration('/') : undefined
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = await currentRegistration()
  return (await registration?.pushManager?.getSubscription()) ?? null
}

async function readHolder(): Promise<Holder | null> {
  if (!('caches' in window)) return null
  const stored = await (await caches.open(cacheName)).match(cachePath)
  return stored ? ((await stored.json()) as Holder) : null
}

async function writeHolder(holder: Holder | null): Promise<void> {
  if (!('caches' in window)) return
  const cache = await caches.open(cacheName)
  if (holder === null) await cache.delete(cachePath)
  else await cache.put(cachePath, Response.json(holder))
}

function wishesOf(userId: string): string[] {
  return [...(readStored(wishes).get(userId)?.split(',') ?? [])].filter(Boolean)
}

function wish(userId: string, tenantIds: readonly string[]): void {
  writeStored(wishes + userId, tenantIds.length > 0 ? [...new Set(tenantIds)].join(',') : null)
}

const without = (ids: readonly string[], id: string) => ids.filter((other) => other !== id)
