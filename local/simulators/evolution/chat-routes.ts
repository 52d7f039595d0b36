import { Hono } from 'hono'
import { digitsOf, registeredNumber } from '../core/br-phone.ts'
import { sleep } from '../core/time.ts'
import { long } from './binary.ts'
import * as contents from './contents.ts'
import { deletedByApi, edited, update } from './data.ts'
import type { MessageData, MessageKey } from './envelope.ts'
import type { EvolutionGateway } from './gateway.ts'
import { instanceGuard, jsonBody, refuse, requiredText, type EvolutionEnv } from './http.ts'
import { jidOf } from './keys.ts'
import { magic } from './outbound.ts'
import { pictureUrl } from './pictures.ts'

interface Where {
  key?: Partial<MessageKey>
  /** A range is heeded only when both ends are given. */
  messageTimestamp?: { gte?: string; lte?: string }
}

function matches({ key, messageTimestamp }: MessageData, where: Where): boolean {
  const sameKey = Object.entries(where.key ?? {}).every(
    ([name, value]) => key[name as keyof MessageKey] === value,
  )
  const { gte, lte } = where.messageTimestamp ?? {}
  if (!sameKey || !gte || !lte) return sameKey
  const at = Number(messageTimestamp)
  return at >= Math.floor(Date.parse(gte) / 1000) && at <= Math.floor(Date.parse(lte) / 1000)
}

const idOf = (value: unknown): string | undefined => (value as { key?: { id?: string } } | undefined)?.key?.id

const presences = new Set(['unavailable', 'available', 'composing', 'recording', 'paused'])

/** The demo conversations were told to the product's database: the phones that have them are nobody's. */
const isOfDemo = (id: string | undefined): boolean => id?.startsWith('DEMO') ?? false

/** `/chat/*`: look up, read, delete, edit, fetch media. */
export function chatRoutes(gateway: EvolutionGateway): Hono<EvolutionEnv> {
  const routes = new Hono<EvolutionEnv>()
  const { phones, media } = gateway.world
  routes.use('/:action/:instance', instanceGuard(gateway))

  routes.post('/getBase64FromMediaMessage/:instance', async (context) => {
    const body = await jsonBody(context)
    const message = phones.get(idOf(body.message) ?? '')
    if (!message || message.account !== context.var.instance.name) refuse(400, ['Message not found'])
    const file = media.get(message.mediaId ?? '')
    if (!file) refuse(400, ['The message is not of the media type'])
    const { messageType } = message.wire as unknown as MessageData
    const answer = {
      mediaType: messageType,
      fileName: file.fileName,
      caption: message.text || undefined,
      size: { fileLength: long(file.size), height: 720, width: 720 },
      mimetype: file.mimetype,
      base64: (await media.read(file)).toString('base64'),
      buffer: null,
    }
    return context.json(answer, 201)
  })

  routes.post('/whatsappNumbers/:instance', async (context) => {
    const body = await jsonBody(context)
    if (!Array.isArray(body.numbers)) {
      const message = [['instance requires property "numbers"']]
      return context.json({ status: 400, error: 'Bad Request', message }, 400)
    }
    const answers = body.numbers.map((value) => {
      const number = digitsOf(String(value))
      const exists = !number.endsWith(magic.notOnWhatsapp)
      const name = phones.person(number)?.name
      return { jid: jidOf(registeredNumber(number)), exists, number, ...(name ? { name } : {}) }
    })
    return context.json(answers)
  })

  routes.post('/markMessageAsRead/:instance', async (context) => {
    const body = await jsonBody(context)
    const keys = Array.isArray(body.readMessages) ? (body.readMessages as MessageKey[]) : []
    for (const key of keys) {
      // Up to 2.3.7 the gateway passes over hidden numbers without a word.
      const message = key.remoteJid.endsWith('@lid') ? undefined : phones.get(key.id)
      if (message?.from === 'patient') phones.update(message.id, { status: 'read' })
    }
    return context.json({ message: 'Read messages', read: 'success' }, 201)
  })

  routes.post('/sendPresence/:instance', async (context) => {
    const { instance } = context.var
    const body = await jsonBody(context)
    const number = requiredText(body, 'number')
    const state = requiredText(body, 'presence')
    if (!presences.has(state)) refuse(400, [['instance.presence is not one of enum values']])
    if (typeof body.delay !== 'number') refuse(400, [['instance requires property "delay"']])
    if (instance.state !== 'open') refuse(400, ['Error: Connection Closed'])
    const shown = { account: instance.name, phone: phones.key(number), delay: body.delay }
    gateway.showPresence({ ...shown, state })
    // The gateway answers when it has taken it back.
    await sleep(body.delay, gateway.world.signal)
    gateway.showPresence({ ...shown, state: 'paused' })
    return context.json({ presence: state }, 201)
  })

  routes.post('/findMessages/:instance', async (context) => {
    const body = await jsonBody(context)
    const rows = phones
      .list({ provider: 'evolution', account: context.var.instance.name })
      .map((message) => message.wire as unknown as MessageData & { gatewayId?: string })
      .filter((row) => matches(row, (body.where ?? {}) as Where))
      .reverse()
      .sort((left, right) => Number(right.messageTimestamp) - Number(left.messageTimestamp))
    const size = typeof body.offset === 'number' && body.offset > 0 ? body.offset : 50
    const page = typeof body.page === 'number' && body.page > 0 ? body.page : 1
    const records = rows.slice((page - 1) * size, page * size).map(({ gatewayId, status, ...row }) => ({
      id: gatewayId,
      ...row,
      MessageUpdate: status ? [{ status }] : [],
    }))
    const pages = Math.ceil(rows.length / size)
    return context.json({ messages: { total: rows.length, pages, currentPage: page, records } })
  })

  routes.post('/findChats/:instance', async (context) => {
    const { instance } = context.var
    const { where } = (await jsonBody(context)) as { where?: Where }
    // The latest message of each chat stands for it.
    const chats = new Map<string, MessageData>()
    for (const { wire } of phones.list({ provider: 'evolution', account: instance.name })) {
      const row = wire as unknown as MessageData
      const known = chats.get(row.key.remoteJid)
      const isLater = known === undefined || Number(row.messageTimestamp) >= Number(known.messageTimestamp)
      if (
        matches(row, { ...(where?.messageTimestamp ? { messageTimestamp: where.messageTimestamp } : {}) }) &&
        isLater
      )
        chats.set(row.key.remoteJid, row)
    }
    const latest = [...chats.values()].sort(
      (left, right) => Number(right.messageTimestamp) - Number(left.messageTimestamp),
    )
    return context.json(
      latest.map(({ key, pushName, messageTimestamp, message }) => ({
        id: null,
        remoteJid: key.remoteJid,
        pushName: phones.person(key.remoteJid)?.name ?? (key.fromMe ? null : pushName),
        profilePicUrl: pictureUrl(gateway.world, phones.person(key.remoteJid)?.picture),
        updatedAt: new Date(Number(messageTimestamp) * 1000).toISOString(),
        lastMessage: { key, pushName: key.fromMe ? 'Você' : pushName, message, messageTimestamp },
        unreadCount: 0,
        isSaved: false,
      })),
    )
  })

  routes.post('/fetchProfilePictureUrl/:instance', async (context) => {
    const number = requiredText(await jsonBody(context), 'number')
    const picture = phones.person(number)?.picture
    return context.json({
      wuid: number.includes('@') ? number : jidOf(number),
      profilePictureUrl: pictureUrl(gateway.world, picture),
    })
  })

  routes.delete('/deleteMessageForEveryone/:instance', async (context) => {
    const { instance } = context.var
    const body = await jsonBody(context)
    const id = requiredText(body, 'id')
    const message = phones.get(id)
    if (!message && isOfDemo(id)) return context.json({ key: body, status: 'DELETED' }, 201)
    if (!message) refuse(400, ['Message not found'])
    phones.update(message.id, { deleted: true, text: '' })
    const { gatewayId, ...row } = message.wire as unknown as MessageData & { gatewayId: string }
    gateway.emit(instance, 'messages.delete', deletedByApi(row, gatewayId))
    return context.json({ ...row, status: 'DELETED' }, 201)
  })

  routes.post('/updateMessage/:instance', async (context) => {
    const { instance } = context.var
    const body = await jsonBody(context)
    const text = requiredText(body, 'text')
    const message = phones.get(idOf(body) ?? '')
    const answer = { message: { conversation: text }, messageType: 'conversation' }
    if (!message && isOfDemo(idOf(body))) return context.json({ key: body.key, ...answer }, 201)
    if (!message) refuse(400, ['Message not found'])
    phones.update(message.id, { text, edited: true })
    const { key } = message.wire as unknown as MessageData
    gateway.emit(instance, 'send.message.update', edited({ key, content: contents.text(text) }))
    gateway.emit(instance, 'messages.update', update({ key, status: 'SERVER_ACK', instanceId: instance.id }))
    return context.json({ key, ...answer }, 201)
  })

  return routes
}
