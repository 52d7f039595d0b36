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
  findMessages(target: EvolutionTarget, body: JsonObject): Promise<Exchange>
  create(target: EvolutionTarget): Promise<Exchange>
  fetchInstance(target: EvolutionTarget): Promise<Exchange>
  connectionState(target: EvolutionTarget): Promise<Exchange>
  connect(target: EvolutionTarget): Promise<Exchange>
  restart(target: EvolutionTarget): Promise<Exchange>
  logout(target: EvolutionTarget): Promise<Exchange>
  setWebhook(target: EvolutionTarget, webhook: JsonObject): Promise<Exchange>
}

const messageTimeoutMs = 10_000
const setupTimeoutMs = 20_000

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
      url: `${target.serverUrl.replace(/\/+$/, '')}${path}`,
      headers: { apikey: target.apiKey, 'content-type': 'application/json', accept: 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
    })
  }
  const of = (route: string, target: EvolutionTarget) => `${route}/${encodeURIComponent(target.instance)}`

  return {
    sendText: (target, body) => call(target, 'POST', of('/message/sendText', target), messageTimeoutMs, body),
    findMessages: (target, body) =>
      call(target, 'POST', of('/chat/findMessages', target), messageTimeoutMs, body),
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
