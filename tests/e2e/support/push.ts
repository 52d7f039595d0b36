import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core'
import { createDevice } from '../../functions/support/push-service.ts'
import { ownStack } from '../../stack/support/stack.ts'

/** What the system shows of a push. */
export interface Shown {
  title: string
  body: string
  tag: string
}

/**
 * Has the pages of a context subscribe at a push service that is none: Chromium's own cannot be reached from here. Only
 * the outermost call is played; keys are real ones. Called before the first page is opened.
 */
export async function playPushManager(context: BrowserContext): Promise<void> {
  const { p256dh, auth } = createDevice()
  const keys = { p256dh, auth, name: crypto.randomUUID() }
  await context.addInitScript(({ name, ...pair }) => {
    const storageKey = 'test.push'
    const bytesOf = (text: string) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    const read = () =>
      JSON.parse(localStorage.getItem(storageKey) ?? 'null') as { endpoint: string; key: string } | null
    const subscriptionOf = ({ endpoint, key }: { endpoint: string; key: string }) => ({
      endpoint,
      options: { userVisibleOnly: true, applicationServerKey: bytesOf(key).buffer },
      toJSON: () => ({ endpoint, keys: pair }),
      unsubscribe: () => {
        localStorage.removeItem(storageKey)
        return Promise.resolve(true)
      },
    })
    PushManager.prototype.getSubscription = () => {
      const stored = read()
      return Promise.resolve((stored && subscriptionOf(stored)) as unknown as PushSubscription | null)
    }
    PushManager.prototype.subscribe = (options) => {
      const count = Number(localStorage.getItem('test.pushes') ?? 0) + 1
      localStorage.setItem('test.pushes', String(count))
      const endpoint = `https://push.test/${name}/${count}`
      localStorage.setItem(storageKey, JSON.stringify({ endpoint, key: options?.applicationServerKey }))
      return Promise.resolve(subscriptionOf(read()!) as unknown as PushSubscription)
    }
  }, keys)
}

/** The service worker of a context, as its push service reaches it. */
export async function pushesTo(page: Page): Promise<{
  /** What the push service would hand out, opened. */
  deliver(message: unknown): Promise<void>
  shown(): Promise<Shown[]>
  worker: Worker
}> {
  const origin = ownStack().appUrl
  const session: CDPSession = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))
      if (own) resolve(own.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  const worker = page.context().serviceWorkers()[0] ?? (await page.context().waitForEvent('serviceworker'))
  return {
    worker,
    deliver: async (message) => {
      await session.send('ServiceWorker.deliverPushMessage', {
        origin,
        registrationId,
        data: JSON.stringify(message),
      })
    },
    shown: () =>
      worker.evaluate(async () => {
        const { registration } = self as unknown as { registration: ServiceWorkerRegistration }
        return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
      }),
  }
}

/**
 * A click on what is shown. The system alone may open or focus a window, so that is written down in its place.
 */
export function click(worker: Worker): Promise<{ opened: string[]; focused: number }> {
  return worker.evaluate(async () => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration
      clients: { openWindow(url: string): Promise<null> }
    }
    const seen = { opened: [] as string[], focused: 0 }
    scope.clients.openWindow = (url) => {
      seen.opened.push(url)
      return Promise.resolve(null)
    }
    const WindowClient = (
      globalThis as unknown as { WindowClient: { prototype: { focus(): Promise<void> } } }
    ).WindowClient
    WindowClient.prototype.focus = () => {
      seen.focused += 1
      return Promise.resolve()
    }
    const [notification] = await scope.registration.getNotifications()
    const NotificationEvent = (
      globalThis as unknown as { NotificationEvent: new (type: string, init: object) => Event }
    ).NotificationEvent
    const event = new NotificationEvent('notificationclick', { notification })
    const done: Promise<unknown>[] = []
    Object.defineProperty(event, 'waitUntil', { value: (promise: Promise<unknown>) => done.push(promise) })
    self.dispatchEvent(event)
    await Promise.all(done)
    return seen
  })
}
