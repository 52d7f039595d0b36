import { Hono } from 'hono'
import { uuid } from '../core/ids.ts'
import { digitsOf } from '../core/br-phone.ts'
import { demo } from '../demo.ts'
import type { EvolutionGateway } from './gateway.ts'
import { instanceGuard, jsonBody, refuse, requiredText, type EvolutionEnv } from './http.ts'
import type { Instance } from './instances.ts'
import { readWebhook } from './webhook-routes.ts'

const integrations = new Set(['WHATSAPP-BAILEYS', 'WHATSAPP-BUSINESS', 'EVOLUTION'])
const settingNames = [
  'rejectCall',
  'groupsIgnore',
  'alwaysOnline',
  'readMessages',
  'readStatus',
  'syncFullHistory',
]

const settingsOf = (body: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(settingNames.map((name) => [name, body[name] ?? false])),
  msgCall: body.msgCall ?? '',
  wavoipToken: '',
})

/** A row of fetchInstances. */
const row = (instance: Instance, messages: number) => ({
  id: instance.id,
  name: instance.name,
  connectionStatus: instance.state,
  ownerJid: instance.ownerJid,
  profileName: instance.profileName,
  profilePicUrl: null,
  integration: instance.integration,
  number: instance.number,
  businessId: null,
  token: instance.token,
  clientName: 'evolution_exchange',
  disconnectionReasonCode: instance.disconnectionReason,
  disconnectionObject: null,
  disconnectionAt: null,
  createdAt: instance.createdAt,
  updatedAt: instance.updatedAt,
  Setting: instance.settings,
  _count: { Message: messages, Contact: 0, Chat: 0 },
})

const created = (instance: Instance) => ({
  instance: {
    instanceName: instance.name,
    instanceId: instance.id,
    integration: instance.integration,
    webhookWaBusiness: null,
    accessTokenWaBusiness: '',
    status: instance.state,
  },
  hash: instance.token,
  webhook: {
    webhookUrl: instance.webhook?.url,
    webhookHeaders: instance.webhook?.headers,
    webhookByEvents: instance.webhook?.webhookByEvents,
    webhookBase64: instance.webhook?.webhookBase64,
  },
  websocket: {},
  rabbitmq: {},
  nats: {},
  sqs: {},
  settings: instance.settings,
  ...(instance.qr ? { qrcode: instance.qr } : {}),
})

/** `/instance/*`: create, connect, state, restart, log out, delete, list. */
export function instanceRoutes(gateway: EvolutionGateway): Hono<EvolutionEnv> {
  const routes = new Hono<EvolutionEnv>()
  const guard = instanceGuard(gateway)
  const success = (message: string) => ({ status: 'SUCCESS', error: false, response: { message } })

  routes.post('/create', async (context) => {
    const body = await jsonBody(context)
    const name = requiredText(body, 'instanceName')
    if (gateway.instances.get(name)) refuse(403, [`This name "${name}" is already in use.`])
    if (context.req.header('apikey') !== demo.evolution.globalKey) refuse(401, 'Unauthorized')
    const integration = String(body.integration ?? '')
    if (!integrations.has(integration)) refuse(400, ['Invalid integration'])
    const webhook = body.webhook
      ? readWebhook({ webhook: { events: [], ...body.webhook, enabled: true } })
      : null
    const instance = gateway.instances.create({
      name,
      integration,
      token: typeof body.token === 'string' && body.token ? body.token : uuid().toUpperCase(),
      number: typeof body.number === 'string' ? digitsOf(body.number) : null,
      settings: settingsOf(body),
    })
    if (webhook) gateway.setWebhook(instance, webhook)
    if (body.qrcode === true) await gateway.connect(instance, instance.number ?? undefined)
    return context.json(created(instance), 201)
  })

  routes.get('/fetchInstances', (context) => {
    const key = context.req.header('apikey')
    const owned = gateway.instances.withToken(key ?? '')
    if (key !== demo.evolution.globalKey && !owned) refuse(401, 'Unauthorized')
    const name = context.req.query('instanceName')
    const visible = owned ? [owned] : gateway.instances.list()
    const found = visible.filter((instance) => !name || instance.name === name)
    if (name && found.length === 0) refuse(404, [`Instance "${name}" not found`])
    const count = (account: string) => gateway.world.phones.list({ provider: 'evolution', account }).length
    return context.json(found.map((instance) => row(instance, count(instance.name))))
  })

  routes.get('/connect/:instance', guard, async (context) => {
    const { instance } = context.var
    if (instance.state === 'open') return context.json(stateOf(instance))
    if (instance.qr && !context.req.query('number')) return context.json(instance.qr)
    return context.json(await gateway.connect(instance, context.req.query('number')))
  })

  routes.get('/connectionState/:instance', guard, (context) => context.json(stateOf(context.var.instance)))

  routes.post('/restart/:instance', guard, (context) => {
    const { instance } = context.var
    if (instance.state === 'open') gateway.scan(instance)
    return context.json(stateOf(instance))
  })

  routes.delete('/logout/:instance', guard, (context) => {
    const { instance } = context.var
    if (instance.state === 'close') refuse(400, [`The "${instance.name}" instance is not connected`])
    gateway.disconnect(instance)
    gateway.emit(instance, 'logout.instance', null)
    return context.json(success('Instance logged out'))
  })

  routes.delete('/delete/:instance', guard, (context) => {
    const { instance } = context.var
    if (instance.state !== 'close') gateway.disconnect(instance)
    gateway.emit(instance, 'remove.instance', null)
    gateway.remove(instance)
    return context.json(success('Instance deleted'))
  })

  return routes
}

const stateOf = (instance: Instance) => ({ instance: { instanceName: instance.name, state: instance.state } })
