/* The service worker of Zelo. It handles push and clicks alone: it keeps no answers and no files. */
const words = {
  pt: { message: 'Nova mensagem', mention: 'Você foi mencionado', assigned: 'Uma conversa é sua agora' },
  en: { message: 'New message', mention: 'You were mentioned', assigned: 'A conversation is yours now' },
}

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => event.waitUntil(tell(readMessage(event))))

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openConversation(event.notification.data))
})

function readMessage(event) {
  try {
    return event.data?.json() ?? {}
  } catch {
    return {}
  }
}

/** A window in use says it by itself. */
async function tell(message) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.some(({ focused }) => focused)) return
  const spoken = navigator.language.startsWith('en') ? words.en : words.pt
  const what = spoken[message.kind] ?? spoken.message
  await self.registration.showNotification(message.title || what, {
    body: message.title ? message.text || what : message.clinic || '',
    tag: message.thread_key || 'zelo',
    renotify: true,
    icon: '/favicon.svg',
    data: { threadKey: message.thread_key, tenantId: message.tenant_id },
  })
}

async function openConversation({ threadKey } = {}) {
  const path = threadKey ? `/conversas/${encodeURIComponent(threadKey)}` : '/notificacoes'
  const [open] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!open) return self.clients.openWindow(path)
  await open.focus()
  open.postMessage({ type: 'open', path })
}
