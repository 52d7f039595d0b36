/* The service worker of Zelo. It handles push and clicks alone: it keeps no answers and no files. */
const words = {
  pt: {
    message: 'Nova mensagem',
    mention: 'Você foi mencionado',
    assigned: 'Uma conversa é sua agora',
    woke: 'Uma conversa adiada voltou',
    alert: 'Aviso da operação',
    channel_disconnected: 'O WhatsApp está desconectado',
    webhook_silent: 'O WhatsApp está quieto demais',
    sends_failing: 'Mensagens não estão saindo',
    queue_stuck: 'A fila está parada',
    jobs_failed: 'Tarefas falharam',
    credits_running_out: 'Os créditos estão acabando',
    webhook_disabled: 'Um webhook foi desligado',
    meta_token: 'A autorização da Meta vai terminar',
    dinamize_refused: 'A Dinamize não aceita mais a senha',
    privacy_request_due: 'Um pedido de privacidade espera resposta',
    privacy_request_late: 'O prazo de um pedido de privacidade passou',
    incident_due: 'Um incidente com dados tem de ser comunicado',
    incident_late: 'O prazo para comunicar um incidente passou',
    order_money: 'Um pagamento precisa de você',
    stock_low: 'Há produtos para repor',
    assistant_risk: 'Alguém pode estar em perigo: fale agora',
    assistant_budget: 'O assistente parou: o orçamento do mês acabou',
  },
  en: {
    message: 'New message',
    mention: 'You were mentioned',
    assigned: 'A conversation is yours now',
    woke: 'A snoozed conversation is back',
    alert: 'Operations alert',
    channel_disconnected: 'WhatsApp is disconnected',
    webhook_silent: 'WhatsApp is too quiet',
    sends_failing: 'Messages are not leaving',
    queue_stuck: 'The queue is stuck',
    jobs_failed: 'Jobs failed',
    credits_running_out: 'Credits are running out',
    webhook_disabled: 'A webhook was switched off',
    meta_token: 'The grant of Meta is about to end',
    dinamize_refused: 'Dinamize does not take the password any more',
    privacy_request_due: 'A privacy request waits for an answer',
    privacy_request_late: 'A privacy request is late',
    incident_due: 'An incident with data has to be told',
    incident_late: 'The time to tell of an incident is over',
    order_money: 'A payment needs you',
    stock_low: 'Products are running low',
    assistant_risk: 'Somebody may be in danger: talk to them now',
    assistant_budget: 'The assistant stopped: the budget of the month is spent',
  },
}
/* Whom this browser's subscription is for: src/features/messaging/notifications/device.ts writes it. */
const holderCache = 'zelo-push'
const holderPath = '/push-holder'
/* A window that does not answer within this time says nothing. */
const answerMs = 1_000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => event.waitUntil(tell(readMessage(event))))

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openConversation(event.notification.data))
})

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)))

function readMessage(event) {
  try {
    return event.data?.json() ?? {}
  } catch {
    return {}
  }
}

async function tell(message) {
  if (typeof message.unread === 'number') await navigator.setAppBadge?.(message.unread).catch(() => null)
  if (await isSaidByWindow(message.tenant_id)) return
  const spoken = navigator.language.startsWith('en') ? words.en : words.pt
  const what = spoken[message.alert] ?? spoken[message.kind] ?? spoken.message
  await self.registration.showNotification(message.title || what, {
    body: message.title ? message.text || what : message.clinic || '',
    tag: message.thread_key || message.alert || 'zelo',
    renotify: true,
    silent: message.silent === true,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { threadKey: message.thread_key, tenantId: message.tenant_id },
  })
}

/* A window in sight that is live in the same clinic says it by itself. */
async function isSaidByWindow(tenantId) {
  const windows = (await allWindows()).filter(({ visibilityState }) => visibilityState === 'visible')
  const answers = windows.map(
    (client) =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = ({ data }) => resolve(data === true)
        client.postMessage({ type: 'pushed', tenantId }, [port2])
        setTimeout(resolve, answerMs, false)
      }),
  )
  return (await Promise.all(answers)).includes(true)
}

const allWindows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true })

async function openConversation({ threadKey, tenantId } = {}) {
  const path = threadKey ? `/conversas/${encodeURIComponent(threadKey)}` : '/notificacoes'
  const windows = await allWindows()
  const open = windows.find(({ visibilityState }) => visibilityState === 'visible') ?? windows[0]
  /* "aviso" is the clinic: src/kit/clinic/remembered.ts reads it. */
  if (!open) return self.clients.openWindow(tenantId ? `${path}?aviso=${tenantId}` : path)
  await open.focus()
  open.postMessage({ type: 'open', path, tenantId })
}

/* The push service has another address for this browser: the server is told, by the secret of the old one. */
async function renew({ newSubscription }) {
  const cache = await caches.open(holderCache)
  const holder = await (await cache.match(holderPath))?.json()
  if (!holder) return
  const subscription =
    newSubscription ??
    (await self.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: holder.key,
    }))
  const { endpoint, keys } = subscription.toJSON()
  const old = { endpoint: holder.endpoint, auth: holder.auth }
  const renewed = { endpoint, p256dh: keys.p256dh, auth: keys.auth }
  for (const tenantId of holder.tenantIds)
    await fetch(holder.renewUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', apikey: holder.apiKey },
      body: JSON.stringify({ tenant_id: tenantId, old, new: renewed }),
    })
  await cache.put(holderPath, Response.json({ ...holder, endpoint, auth: keys.auth }))
}
