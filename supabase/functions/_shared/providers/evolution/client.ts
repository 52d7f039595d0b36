import { isObject, type JsonObject } from '../../platform/json.ts'
import { exchange, type Exchange, type Fetch } from '../../platform/provider-http.ts'

/** Where an instance lives and what opens it. */
export interface EvolutionTarget {
  serverUrl: string
  instance: string
  apiKey: string
}

/** The REST interface of an Evolution server, one method a route. */
export interface EvolutionClient {
  sendText(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  sendMedia(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  sendVoice(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  sendSticker(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  sendLocation(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  sendContact(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  sendReaction(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  updateMessage(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  deleteForEveryone(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  /** Answers when `delay` is over; the phone sees it from the beginning on. */
  sendPresence(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  /** The file of a message, in base64 inside JSON: the answer is read by the caller. */
  getMedia(target: EvolutionTarget, body: JsonObject): Promise<Response>
  findMessages(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  findChats(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  fetchProfilePictureUrl(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  create(target: EvolutionTarget): Promise<Exchange>
  fetchInstance(target: EvolutionTarget): Promise<Exchange>
  connectionState(target: EvolutionTarget): Promise<Exchange>
  connect(target: EvolutionTarget): Promise<Exchange>
  restart(target: EvolutionTarget): Promise<Exchange>
  logout(target: EvolutionTarget): Promise<Exchange>
  setWebhook(target: EvolutionTarget, webhook: JsonObject): Promise<Exchange>
}

const messageTimeoutMs = 10_000
/** Refusals come at once; the rest of the wait says nothing. */
const presenceTimeoutMs = 3_000
const setupTimeoutMs = 20_000
/** The gateway downloads the file and gives it to WhatsApp before it answers. */
const fileTimeoutMs = 45_000

const addressOf = (target: EvolutionTarget, path: string) => `${target.serverUrl.replace(/\/+$/, '')}${path}`

const headersOf = (target: EvolutionTarget) => ({
  apikey: target.apiKey,
  'content-type': 'application/json',
  accept: 'application/json',
})

export function createEvolutionClient(fetch: Fetch): EvolutionClient {
  function call(
    target: EvolutionTarget,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    timeoutMs: number,
    body?: JsonObject,
  ): Promise<Exchange> {
    return exchange(fetch, {
      method,
      url: addressOf(target, path),
      headers: headersOf(target),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
    })
  }
  const of = (route: string, target: EvolutionTarget) => `${route}/${encodeURIComponent(target.instance)}`

  return {
    sendText: (target, body) => call(target, 'POST', of('/message/sendText', target), messageTimeoutMs, body),
    sendMedia: (target, body) => call(target, 'POST', of('/message/sendMedia', target), fileTimeoutMs, body),
    sendVoice: (target, body) =>
      call(target, 'POST', of('/message/sendWhatsAppAudio', target), fileTimeoutMs, body),
    sendSticker: (target, body) =>
      call(target, 'POST', of('/message/sendSticker', target), fileTimeoutMs, body),
    sendLocation: (target, body) =>
      call(target, 'POST', of('/message/sendLocation', target), messageTimeoutMs, body),
    sendContact: (target, body) =>
      call(target, 'POST', of('/message/sendContact', target), messageTimeoutMs, body),
    sendReaction: (target, body) =>
      call(target, 'POST', of('/message/sendReaction', target), messageTimeoutMs, body),
    updateMessage: (target, body) =>
      call(target, 'POST', of('/chat/updateMessage', target), messageTimeoutMs, body),
    deleteForEveryone: (target, body) =>
      call(target, 'DELETE', of('/chat/deleteMessageForEveryone', target), messageTimeoutMs, body),
    sendPresence: (target, body) =>
      call(target, 'POST', of('/chat/sendPresence', target), presenceTimeoutMs, body),
    getMedia: (target, body) =>
      fetch(addressOf(target, of('/chat/getBase64FromMediaMessage', target)), {
        method: 'POST',
        headers: headersOf(target),
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(fileTimeoutMs),
      }),
    findMessages: (target, body) =>
      call(target, 'POST', of('/chat/findMessages', target), messageTimeoutMs, body),
    findChats: (target, body) => call(target, 'POST', of('/chat/findChats', target), setupTimeoutMs, body),
    fetchProfilePictureUrl: (target, body) =>
      call(target, 'POST', of('/chat/fetchProfilePictureUrl', target), messageTimeoutMs, body),
    // `qrcode: true` makes the server wait five seconds; `connect` asks for the code afterwards.
    create: (target) =>
      call(target, 'POST', '/instance/create', setupTimeoutMs, {
        instanceName: target.instance,
        integration: 'WHATSAPP-BAILEYS',
        qrcode: false,
        groupsIgnore: false,
        readStatus: false,
      }),
    fetchInstance: (target) =>
      call(
        target,
        'GET',
        `/instance/fetchInstances?instanceName=${encodeURIComponent(target.instance)}`,
        setupTimeoutMs,
      ),
    connectionState: (target) => call(target, 'GET', of('/instance/connectionState', target), setupTimeoutMs),
    connect: (target) => call(target, 'GET', of('/instance/connect', target), setupTimeoutMs),
    restart: (target) => call(target, 'POST', of('/instance/restart', target), setupTimeoutMs),
    logout: (target) => call(target, 'DELETE', of('/instance/logout', target), setupTimeoutMs),
    setWebhook: (target, webhook) =>
      call(target, 'POST', of('/webhook/set', target), setupTimeoutMs, { webhook }),
  }
}

/** The texts of an error answer: an array, a string or a bare object, by route and version. */
export function evolutionErrors(body: unknown): unknown[] {
  if (!isObject(body)) return []
  const message = isObject(body.response) ? body.response.message : body.message
  return Array.isArray(message) ? message : message === undefined ? [] : [message]
}
