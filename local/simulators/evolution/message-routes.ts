import { Hono } from 'hono'
import { sleep } from '../core/time.ts'
import { whatsappId } from '../core/ids.ts'
import { requestFaults } from '../core/request-faults.ts'
import type { MediaFile } from '../core/media.ts'
import type { MessageKind } from '../core/phones.ts'
import * as contents from './contents.ts'
import { sent } from './data.ts'
import type { Content, MessageKey } from './envelope.ts'
import type { EvolutionGateway } from './gateway.ts'
import { errorResponse, instanceGuard, jsonBody, refuse, requiredText, type EvolutionEnv } from './http.ts'
import * as media from './media-contents.ts'
import { receiveMedia } from './outbound-media.ts'
import { addressOf, sendMessage } from './outbound.ts'

type Body = Record<string, unknown>

const optionalText = (body: Body, name: string): string | undefined =>
  typeof body[name] === 'string' ? body[name] : undefined

const quotedId = (body: Body): string | undefined =>
  (body.quoted as { key?: { id?: string } } | undefined)?.key?.id

function quoting(gateway: EvolutionGateway, body: Body, content: Content): Content {
  const id = quotedId(body)
  if (!id) return content
  const quoted = gateway.world.phones.get(id)
  return contents.replying(content, {
    id,
    author: quoted?.address ?? addressOf(gateway, String(body.number)),
    message: { conversation: quoted?.text ?? '' },
  })
}

function mediaContent(kind: string, file: MediaFile, caption: string | undefined): Content {
  const options = {
    seed: file.id,
    mimetype: file.mimetype,
    size: file.size,
    ...(caption ? { caption } : {}),
  }
  if (kind === 'image') return media.image(options)
  if (kind === 'video') return media.video(options)
  if (kind === 'audio') return media.audio({ ...options, ptt: false })
  return media.document({ ...options, fileName: file.fileName })
}

const mediaTypes = new Set(['image', 'document', 'video', 'audio'])

/** `/message/*`: what the clinic sends. */
export function messageRoutes(gateway: EvolutionGateway): Hono<EvolutionEnv> {
  const routes = new Hono<EvolutionEnv>()
  const { world } = gateway
  routes.use(
    '/:action/:instance',
    instanceGuard(gateway),
    requestFaults({
      provider: 'evolution',
      scope: 'send',
      faults: world.faults,
      signal: world.signal,
      refuse: (status) =>
        errorResponse(status, status === 500 ? 'Internal Server Error' : ['Too Many Requests']),
    }),
  )

  /** The gateway plays typing for as long as `delay` says before it answers. */
  const typing = async (body: Body) => {
    if (typeof body.delay === 'number' && body.delay > 0) await sleep(body.delay, world.signal)
  }

  routes.post('/sendText/:instance', async (context) => {
    const body = await jsonBody(context)
    const number = requiredText(body, 'number')
    const text = requiredText(body, 'text')
    if (text.trim() === '') refuse(400, ['Text is required'])
    await typing(body)
    const content = quoting(gateway, body, contents.text(text))
    const message = { number, content, kind: 'text' as const, text, replyTo: quotedId(body) }
    return context.json(await sendMessage(gateway, context.var.instance, message), 201)
  })

  routes.post('/sendMedia/:instance', async (context) => {
    const body = await jsonBody(context)
    const number = requiredText(body, 'number')
    const mediatype = requiredText(body, 'mediatype')
    if (!mediaTypes.has(mediatype)) refuse(400, [['instance.mediatype is not one of enum values']])
    const source = requiredText(body, 'media')
    const fileName = optionalText(body, 'fileName')
    if (mediatype === 'document' && !fileName && !source.startsWith('http'))
      refuse(400, ['For base64 the file name must be informed.'])
    await typing(body)
    const file = await receiveMedia(gateway, source, {
      mimetype: optionalText(body, 'mimetype'),
      fileName: fileName ?? `${mediatype}`,
    })
    const caption = optionalText(body, 'caption')
    const content = quoting(gateway, body, mediaContent(mediatype, file, caption))
    const kind = mediatype as MessageKind
    const message = { number, content, kind, text: caption ?? '', mediaId: file.id, replyTo: quotedId(body) }
    return context.json(await sendMessage(gateway, context.var.instance, message), 201)
  })

  routes.post('/sendWhatsAppAudio/:instance', async (context) => {
    const body = await jsonBody(context)
    const number = requiredText(body, 'number')
    const source = requiredText(body, 'audio')
    await typing(body)
    const mimetype = 'audio/ogg; codecs=opus'
    const file = await receiveMedia(gateway, source, { mimetype, fileName: 'audio.ogg' })
    const content = quoting(gateway, body, media.audio({ seed: file.id, size: file.size, mimetype }))
    const message = {
      number,
      content,
      kind: 'audio' as const,
      text: '',
      mediaId: file.id,
      replyTo: quotedId(body),
    }
    return context.json(await sendMessage(gateway, context.var.instance, message), 201)
  })

  routes.post('/sendSticker/:instance', async (context) => {
    const body = await jsonBody(context)
    const number = requiredText(body, 'number')
    const about = { mimetype: 'image/webp', fileName: 'sticker.webp' }
    const file = await receiveMedia(gateway, requiredText(body, 'sticker'), about)
    const content = quoting(gateway, body, media.sticker({ seed: file.id, size: file.size }))
    const message = {
      number,
      content,
      kind: 'sticker' as const,
      text: '',
      mediaId: file.id,
      replyTo: quotedId(body),
    }
    return context.json(await sendMessage(gateway, context.var.instance, message), 201)
  })

  routes.post('/sendLocation/:instance', async (context) => {
    const body = await jsonBody(context)
    const number = requiredText(body, 'number')
    const { latitude, longitude } = body
    const name = requiredText(body, 'name')
    const address = requiredText(body, 'address')
    if (typeof latitude !== 'number' || typeof longitude !== 'number')
      refuse(400, [['instance requires property "latitude"']])
    const content = quoting(gateway, body, contents.location({ latitude, longitude, name, address }))
    const message = { number, content, kind: 'location' as const, text: name, replyTo: quotedId(body) }
    return context.json(await sendMessage(gateway, context.var.instance, message), 201)
  })

  routes.post('/sendContact/:instance', async (context) => {
    const body = await jsonBody(context)
    const number = requiredText(body, 'number')
    const people = (Array.isArray(body.contact) ? (body.contact as Body[]) : []).map((person) => ({
      name: requiredText(person, 'fullName'),
      phone: requiredText(person, 'wuid'),
    }))
    const [first] = people
    if (!first) refuse(400, [['instance.contact does not meet minimum length of 1']])
    const content = quoting(
      gateway,
      body,
      people.length === 1 ? contents.contact(first) : contents.contacts(people),
    )
    const message = { number, content, kind: 'contact' as const, text: first.name, replyTo: quotedId(body) }
    return context.json(await sendMessage(gateway, context.var.instance, message), 201)
  })

  routes.post('/sendReaction/:instance', async (context) => {
    const body = await jsonBody(context)
    const key = body.key as MessageKey | undefined
    if (!key?.id || !key.remoteJid) refuse(400, [['instance requires property "key"']])
    const emoji = requiredText(body, 'reaction')
    const target = world.phones.get(key.id)
    if (target) world.phones.update(target.id, { reactions: { ...target.reactions, clinic: emoji } })
    const content = contents.reaction({ key, emoji })
    const ownKey = { remoteJid: key.remoteJid, fromMe: true, id: whatsappId('web') }
    const data = sent({ key: ownKey, content, instanceId: context.var.instance.id })
    gateway.emit(context.var.instance, 'send.message', data)
    return context.json(data, 201)
  })

  return routes
}
