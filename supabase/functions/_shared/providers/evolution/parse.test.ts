import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contents,
  data,
  envelope,
  keys,
  lidStyles,
  media,
  oddities,
  type Content,
  type Envelope,
  type MessageKey,
} from '../../../../../local/simulators/evolution/payloads.ts'
import type { JsonObject } from '../../platform/json.ts'
import { parseEvolution } from './parse.ts'
import type { InboundAction, MessageAction } from '../provider.ts'

const now = new Date('2026-03-10T12:00:00Z')
const phone = '5511987654321'
const key = keys.directKey({ id: '3A0001', phone })
const context = { instance: 'aurora', apikey: 'k', destination: 'https://x.test', at: now }
const wrap = (event: string, payload: unknown) => envelope(context, event, payload)
const upsert = (
  content: Content,
  from: MessageKey = key,
  more: { status?: string; pushName?: string } = {},
) => wrap('messages.upsert', data.upsert({ key: from, content, at: now, pushName: 'Ana Souza', ...more }))
/** Through JSON, as it arrives. */
const parse = (webhook: Envelope) => parseEvolution(JSON.parse(JSON.stringify(webhook)) as JsonObject, now)

function onlyMessage(webhook: Envelope): MessageAction {
  const { actions, unparsed } = parse(webhook)
  expect(unparsed).toBeNull()
  expect(actions).toHaveLength(1)
  const [action] = actions
  if (action?.type !== 'message') throw new Error(`expected a message, got ${action?.type}`)
  return action
}

const onlyAction = (webhook: Envelope): InboundAction | undefined => {
  const { actions } = parse(webhook)
  expect(actions).toHaveLength(1)
  return actions[0]
}

describe('messages', () => {
  test('a text from a person', () => {
    expect(onlyMessage(upsert(contents.text('Olá')))).toEqual({
      type: 'message',
      provider_message_id: '3A0001',
      from_me: false,
      sent_via_api: false,
      address: { phone: `+${phone}`, lid: null, group: null, raw: `${phone}@s.whatsapp.net` },
      contact_name: 'Ana Souza',
      author_name: null,
      kind: 'text',
      body: 'Olá',
      content: {},
      media: null,
      reply_to_provider_id: null,
      occurred_at: now.toISOString(),
      status: 'received',
    })
  })

  const seed = { seed: 's' }
  const kinds: [string, Content, Partial<MessageAction>][] = [
    ['older text', contents.extendedText('oi'), { kind: 'text', body: 'oi' }],
    ['image', media.image({ ...seed, caption: 'eu' }), { kind: 'image', body: 'eu' }],
    ['video', media.video(seed), { kind: 'video' }],
    ['round video', media.video({ ...seed, roundNote: true }), { kind: 'video' }],
    ['voice note', media.audio({ ...seed, ptt: true, seconds: 8 }), { kind: 'audio' }],
    ['document', media.document({ ...seed, fileName: 'a.pdf' }), { kind: 'document' }],
    [
      'document with caption',
      media.documentWithCaption({ ...seed, fileName: 'a.pdf' }),
      { kind: 'document' },
    ],
    ['sticker', media.sticker(seed), { kind: 'sticker' }],
    ['location', contents.location({ latitude: -23.5, longitude: -46.6 }), { kind: 'location' }],
    ['live location', contents.liveLocation({ latitude: -23.5, longitude: -46.6 }), { kind: 'location' }],
    ['contact', contents.contact({ name: 'Bia', phone }), { kind: 'contact' }],
    ['contacts', contents.contacts([{ name: 'Bia', phone }]), { kind: 'contact' }],
    ['button', contents.buttonReply({ id: 'yes', text: 'Sim' }), { kind: 'button', body: 'Sim' }],
    [
      'template button',
      contents.templateButtonReply({ id: 'yes', text: 'Sim' }),
      { kind: 'button', body: 'Sim' },
    ],
    ['list', contents.listReply({ id: 'r1', title: 'Terça' }), { kind: 'list', body: 'Terça' }],
    [
      'flow answer',
      contents.interactiveReply({ id: 'f1', text: 'Enviado' }),
      { kind: 'button', body: 'Enviado' },
    ],
    [
      'poll',
      contents.poll({ question: 'Quando?', choices: ['Hoje', 'Amanhã'] }),
      { kind: 'poll', body: 'Quando?' },
    ],
    ['order', contents.order(), { kind: 'order' }],
    ['ephemeral', contents.ephemeral(contents.text('some')), { kind: 'text', content: { ephemeral: true } }],
    ['view once', contents.viewOnce(media.image(seed)), { kind: 'image', content: { view_once: true } }],
    ['forwarded', contents.forwarded(contents.text('veja')), { kind: 'text', content: { forwarded: true } }],
    ['unknown type', contents.unknown(), { kind: 'unsupported', content: { type: 'holographicMessage' } }],
  ]
  test.each(kinds)('%s', (_name, content, expected) => {
    expect(onlyMessage(upsert(content))).toMatchObject(expected)
  })

  test('the details of a voice note, a location, a contact, a poll and a chosen row', () => {
    expect(onlyMessage(upsert(media.audio({ seed: 's', ptt: true, seconds: 8 }))).media).toMatchObject({
      voice: true,
      seconds: 8,
      state: 'remote',
    })
    const place = contents.location({ latitude: -23.5, longitude: -46.6, name: 'Clínica' })
    expect(onlyMessage(upsert(place)).content).toMatchObject({
      latitude: -23.5,
      longitude: -46.6,
      name: 'Clínica',
    })
    expect(onlyMessage(upsert(contents.contact({ name: 'Bia', phone }))).content).toEqual({
      contacts: [{ name: 'Bia', phones: [`+${phone}`] }],
    })
    expect(onlyMessage(upsert(contents.poll({ question: 'q', choices: ['a', 'b'] }))).content).toMatchObject({
      options: ['a', 'b'],
    })
    expect(onlyMessage(upsert(contents.listReply({ id: 'r1', title: 't' }))).content).toMatchObject({
      id: 'r1',
    })
  })

  test('a reply names the quoted message, an advertisement its title', () => {
    const reply = contents.replying(contents.text('sim'), { id: 'Q1', author: key.remoteJid })
    expect(onlyMessage(upsert(reply)).reply_to_provider_id).toBe('Q1')
    const ad = contents.fromAd('oi', { clickId: 'c', title: 'Agende', sourceUrl: 'https://fb.me/x' })
    expect(onlyMessage(upsert(ad)).content).toMatchObject({ ad: { title: 'Agende', url: 'https://fb.me/x' } })
  })

  test('one written on the phone is ours, and its name is not the contact’s', () => {
    const own = keys.directKey({ id: '3A2', phone, fromMe: true })
    const message = onlyMessage(upsert(contents.text('oi'), own, { status: 'READ' }))
    expect(message).toMatchObject({ from_me: true, sent_via_api: false, contact_name: null, status: 'read' })
  })

  test('the echo of the API is marked', () => {
    const own = keys.directKey({ id: '3A2', phone, fromMe: true })
    const echo = wrap('send.message', data.sent({ key: own, content: contents.text('oi'), at: now }))
    expect(onlyMessage(echo)).toMatchObject({ from_me: true, sent_via_api: true, status: 'sent' })
  })

  test('a group message keeps its author apart from the group', () => {
    const group = keys.groupKey({ id: '3A3', group: '120363@g.us', author: '24@lid' })
    expect(onlyMessage(upsert(contents.text('oi'), group))).toMatchObject({
      address: { group: '120363@g.us', phone: null },
      contact_name: null,
      author_name: 'Ana Souza',
    })
  })

  test('stories, albums, protocol messages and empty companions do nothing', () => {
    const story = upsert(contents.text('oi'), keys.statusKey({ id: '3A4', author: phone }))
    const frames = [contents.album({ images: 2, videos: 0 }), contents.protocol(3)]
    for (const webhook of [story, ...frames.map((content) => upsert(content))]) {
      expect(parse(webhook)).toMatchObject({ actions: [], unparsed: null })
    }
  })

  test('a ringing call becomes a line in the conversation', () => {
    const call = { id: 'C1', from: key.remoteJid, date: now.toISOString(), status: 'offer', isVideo: true }
    expect(onlyMessage(wrap('call', call))).toMatchObject({ kind: 'call', content: { video: true } })
    expect(parse(wrap('call', { ...call, status: 'timeout' })).actions).toEqual([])
  })
})

describe('people', () => {
  const lid = '148371464324997'
  test.each(lidStyles)('phone and privacy id of %s', (style) => {
    const { address } = onlyMessage(upsert(contents.text('oi'), keys.lidKey({ id: '3A', phone, lid, style })))
    expect(address.phone).toBe(style === 'lid-only' ? null : `+${phone}`)
    expect(address.lid).toBe(style === 'overwritten' ? null : lid)
    expect(address.raw).toBe(style === 'lid-only' ? `${lid}@lid` : `${phone}@s.whatsapp.net`)
  })

  test('the device number is no part of the phone', () => {
    const device = keys.deviceKey({ id: '3A', phone, device: 24 })
    expect(onlyMessage(upsert(contents.text('oi'), device)).address).toMatchObject({
      phone: `+${phone}`,
      raw: `${phone}@s.whatsapp.net`,
    })
  })

  test('senderPn of our own message is our own phone, not the contact’s', () => {
    const own = { remoteJid: `${lid}@lid`, fromMe: true, id: '3A', senderPn: '5511900000000@s.whatsapp.net' }
    expect(onlyMessage(upsert(contents.text('oi'), own)).address).toMatchObject({ phone: null, lid })
  })

  test('something that is no WhatsApp address is unparsed', () => {
    const strange = { ...key, remoteJid: 'app:user@app.example.test' }
    expect(parse(upsert(contents.text('oi'), strange))).toMatchObject({
      actions: [],
      unparsed: 'unknown_address',
    })
  })
})

describe('oddities of versions', () => {
  const plain = upsert(contents.text('Olá'))
  test.each([
    ['version one', oddities.asVersionOne(plain)],
    ['upper-case event', oddities.withUpperCaseEvent(plain)],
    ['array', oddities.withDataArray(plain)],
    ['nested array', oddities.withMessagesArray(plain)],
    ['time as text', oddities.withTextTimestamp(plain)],
    ['context first', oddities.withContextFirst(plain)],
  ])('%s reads the same, under the same key', (_name, webhook) => {
    expect(onlyMessage(webhook)).toEqual(onlyMessage(plain))
    expect(parse(webhook).event_key).toBe(parse(plain).event_key)
  })

  test('a tick in the raw form reads like the flat one', () => {
    const own = keys.directKey({ id: '3A2', phone, fromMe: true })
    const flat = wrap('messages.update', data.update({ key: own, status: 'DELIVERY_ACK' }))
    expect(onlyAction(oddities.withNestedUpdate(flat, 3))).toEqual(onlyAction(flat))
  })
})

describe('changes', () => {
  const own = keys.directKey({ id: '3A2', phone, fromMe: true })
  const tick = (status: Parameters<typeof data.update>[0]['status'], of: MessageKey = own) =>
    wrap('messages.update', data.update({ key: of, status }))

  test.each([
    ['SERVER_ACK', 'sent'],
    ['DELIVERY_ACK', 'delivered'],
    ['READ', 'read'],
    ['PLAYED', 'read'],
    ['ERROR', 'failed'],
  ] as const)('%s is %s', (word, status) => {
    expect(onlyAction(tick(word))).toMatchObject({ type: 'status', provider_message_id: '3A2', status })
  })

  test('pending and ticks of incoming messages do nothing', () => {
    expect(parse(tick('PENDING')).actions).toEqual([])
    expect(parse(tick('READ', key)).actions).toEqual([])
  })

  test('several at once are all told, and what is not understood beside them is', () => {
    const second = { ...own, id: '3A3' }
    const edits = [own, second].map((key) => data.edited({ key, content: contents.text('x'), at: now }))
    expect(parse(wrap('messages.edited', edits)).actions).toMatchObject([
      { type: 'edit', target_provider_id: '3A2' },
      { type: 'edit', target_provider_id: '3A3' },
    ])
    const deletions = [data.deletedByOther(own), { strange: true }, data.deletedByOther(second)]
    expect(parse(wrap('messages.delete', deletions))).toMatchObject({
      actions: [{ target_provider_id: '3A2' }, { target_provider_id: '3A3' }],
      unparsed: 'no_message_id',
    })
  })

  test('deletions in all their shapes', () => {
    const row = data.upsert({ key: own, content: contents.text('x'), at: now })
    const shapes = [
      wrap('messages.delete', data.deletedByOther(own)),
      wrap('messages.delete', data.deletedByApi(row, 'cm1')),
      wrap('messages.delete', data.deletedOnBusiness(own)),
    ]
    for (const shape of shapes) {
      expect(onlyAction(shape)).toMatchObject({ type: 'delete', target_provider_id: '3A2', by: 'us' })
    }
  })

  test('an update that calls itself deleted because it has no status deletes nothing', () => {
    expect(parse(tick('DELETED'))).toMatchObject({ actions: [], unparsed: null })
  })

  test('a deletion says who asked for it, so that nobody deletes what another one wrote', () => {
    const forged = wrap('messages.delete', data.deletedByOther({ ...own, fromMe: false }))
    expect(onlyAction(forged)).toMatchObject({ target_provider_id: '3A2', by: 'contact' })
  })

  test('a bare protocol message does not say who asked', () => {
    for (const bare of [
      data.revokedAsEdit(own),
      data.edited({ key: own, content: contents.text('x'), at: now }),
    ]) {
      const action = onlyAction(wrap('messages.edited', bare))
      expect(action).toMatchObject({ target_provider_id: '3A2' })
      expect(action).not.toHaveProperty('by')
    }
  })

  test('an edit, and a reaction with its removal', () => {
    const edit = wrap('messages.edited', data.edited({ key, content: contents.text('corrigido'), at: now }))
    expect(onlyAction(edit)).toMatchObject({ type: 'edit', target_provider_id: key.id, body: 'corrigido' })
    for (const emoji of ['❤️', '']) {
      const reaction = upsert(contents.reaction({ key: own, emoji, at: now }), { ...key, id: '3A9' })
      expect(onlyAction(reaction)).toMatchObject({
        type: 'reaction',
        target_provider_id: '3A2',
        by: 'contact',
        emoji,
      })
    }
  })
})

describe('the connection', () => {
  test('open tells the phone, close the reason', () => {
    const open = { instance: 'aurora', state: 'open', wuid: `${phone}@s.whatsapp.net`, statusReason: 200 }
    expect(onlyAction(wrap('connection.update', open))).toMatchObject({ state: 'open', phone: `+${phone}` })
    const close = { instance: 'aurora', state: 'close', statusReason: 401 }
    expect(onlyAction(wrap('connection.update', close))).toMatchObject({
      state: 'close',
      reason: 'logged_out',
    })
  })

  test('the same state at another time is another event, a repeated delivery is the same', () => {
    const state = { instance: 'aurora', state: 'connecting', statusReason: 200 }
    const first = wrap('connection.update', state)
    const later = envelope({ ...context, at: new Date('2026-03-10T12:05:00Z') }, 'connection.update', state)
    expect(parse(first).event_key).toBe(parse({ ...first, destination: 'https://global.test' }).event_key)
    expect(parse(first).event_key).not.toBe(parse(later).event_key)
  })

  test('a QR code reaches the screen only as an image', () => {
    const code = (base64: string) => wrap('qrcode.updated', { qrcode: { code: '2@x', base64 } })
    expect(onlyAction(code('data:image/png;base64,AAAA'))).toMatchObject({ type: 'qr' })
    expect(parse(code('data:text/html;base64,AAAA'))).toMatchObject({ actions: [], unparsed: 'no_qr_code' })
    expect(onlyAction(wrap('qrcode.updated', data.qrcodeLimit()))).toMatchObject({
      reason: 'qr_code_expired',
    })
  })
})

describe('names', () => {
  const row = (name: string) => data.contactRow({ jid: `${phone}@s.whatsapp.net`, name })

  test('come from the address book, except where it repeats the number', () => {
    expect(onlyAction(wrap('contacts.upsert', [row('Bia'), row(phone), row('')]))).toMatchObject({
      name: 'Bia',
      name_source: 'address_book',
    })
  })

  test.each([
    [{ pushName: 'mari' }, 'mari', 'profile'],
    [{ notify: 'mari' }, 'mari', 'profile'],
    [{ pushName: 'mari', name: 'Maria Unimed' }, 'Maria Unimed', 'address_book'],
    [{ pushName: 'mari', verifiedName: 'Padaria' }, 'Padaria', 'business'],
  ])('of one contact say where they are from: %j', (names, name, source) => {
    const contact = { id: `${phone}@s.whatsapp.net`, ...names }
    expect(onlyAction(wrap('contacts.update', contact))).toMatchObject({ name, name_source: source })
  })

  test('of chats are what the phone calls them; numbers are none', () => {
    const chats = [
      { remoteJid: `${phone}@s.whatsapp.net`, name: 'Maria Unimed', unreadMessages: 0 },
      { id: '1203@g.us', name: 'Equipe' },
      { remoteJid: '5511912345678@s.whatsapp.net', name: '+55 11 91234-5678' },
      { remoteJid: '5511912345679@s.whatsapp.net' },
    ]
    expect(parse(wrap('chats.upsert', chats)).actions).toMatchObject([
      { type: 'contact', name: 'Maria Unimed', name_source: 'address_book' },
      { type: 'contact', name: 'Equipe', name_source: 'group' },
    ])
  })

  test('come with pictures, of which the path tells one from another', () => {
    const keyOf = (profilePicUrl: string | null) =>
      parse(wrap('contacts.update', { remoteJid: `${phone}@s.whatsapp.net`, pushName: '', profilePicUrl }))
        .actions
    const [first] = keyOf('https://pps.whatsapp.net/v/t61/1_n.jpg?oh=1')
    expect(first).toMatchObject({ type: 'picture', address: { phone: `+${phone}` } })
    expect(keyOf('https://pps.whatsapp.net/v/t61/1_n.jpg?oh=2')).toEqual([first])
    expect(keyOf('https://pps.whatsapp.net/v/t61/2_n.jpg?oh=1')).not.toEqual([first])
    expect(keyOf(null)).toEqual([])
    expect(keyOf('not an address')).toEqual([])
  })

  test('of a verified business go with its message', () => {
    const webhook = upsert(contents.text('oi'))
    Object.assign(webhook.data as object, { verifiedBizName: 'Padaria da Mari' })
    expect(onlyMessage(webhook)).toMatchObject({ contact_name: 'Padaria da Mari', name_source: 'business' })
  })

  test.each([
    ['groups.upsert', [{ id: '1203@g.us', subject: 'Equipe' }]],
    ['groups.update', { id: '1203@g.us', subject: 'Equipe', announce: true }],
    [
      'GROUP_UPDATE',
      [
        { id: '1203@g.us', announce: true },
        { id: '1203@g.us', subject: ' Equipe ' },
      ],
    ],
  ])('of groups are their subjects: %s', (event, payload) => {
    expect(onlyAction(wrap(event, payload))).toMatchObject({
      type: 'contact',
      address: { group: '1203@g.us', raw: '1203@g.us' },
      name: 'Equipe',
      name_source: 'group',
    })
  })

  test('of group members who have none are their phones', () => {
    const from = {
      remoteJid: '1203@g.us',
      fromMe: false,
      id: 'G1',
      participant: '400@lid',
      participantAlt: `${phone}@s.whatsapp.net`,
    }
    expect(onlyMessage(upsert(contents.text('oi'), from as MessageKey, { pushName: '' })).author_name).toBe(
      `+${phone}`,
    )
  })
})

describe('addresses', () => {
  const of = (more: object, sender = '551130304040@s.whatsapp.net') => {
    const webhook = upsert(contents.text('oi'), { id: '3A', fromMe: false, ...more } as MessageKey)
    return onlyMessage({ ...webhook, sender }).address
  }

  test('of people who use the app and the official API are phones and LIDs like others', () => {
    expect(of({ remoteJid: '4001:99@hosted.lid', remoteJidAlt: `${phone}:99@hosted` })).toEqual({
      phone: `+${phone}`,
      lid: '4001',
      group: null,
      raw: `${phone}@s.whatsapp.net`,
    })
    expect(of({ remoteJid: '4001:99@hosted.lid' }).raw).toBe('4001@lid')
  })

  test.each(['remoteJidAlt', 'senderPn', 'previousRemoteJid'])(
    'the clinic’s own phone in %s is not the person’s',
    (member) => {
      expect(of({ remoteJid: '4001@lid', [member]: '551130304040@s.whatsapp.net' })).toEqual({
        phone: null,
        lid: '4001',
        group: null,
        raw: '4001@lid',
      })
    },
  )

  test('the clinic’s own phone in place of the LID is not the person’s while the LID is named elsewhere', () => {
    const own = '551130304040@s.whatsapp.net'
    expect(of({ remoteJid: own, remoteJidAlt: own, senderLid: '4001@lid' }).raw).toBe('4001@lid')
    expect(of({ remoteJid: own, senderLid: '4001@lid', senderPn: `${phone}@s.whatsapp.net` }).phone).toBe(
      `+${phone}`,
    )
  })

  test('notes to oneself stay where they are', () => {
    expect(of({ remoteJid: `${phone}@s.whatsapp.net`, fromMe: true }, `${phone}@s.whatsapp.net`).phone).toBe(
      `+${phone}`,
    )
  })
})

test('an event that nobody knows is unparsed', () => {
  for (const event of ['moon.rise', 'constructor', '__proto__']) {
    expect(parse(wrap(event, {}))).toMatchObject({ actions: [], unparsed: 'unknown_event' })
  }
})

test('what a hostile phone makes endless is cut', () => {
  const many = Array.from({ length: 5_000 }, (_, n) => ({ optionName: `o${n}`, displayName: `n${n}` }))
  const parsed = Object.entries({
    pollCreationMessage: { name: 'p', options: many },
    contactsArrayMessage: { contacts: many },
    reactionMessage: { key: { id: 'A' }, text: '👍'.repeat(100_000) },
  }).map(([messageType, content]) => parse(upsert({ messageType, message: { [messageType]: content } })))
  expect(parsed.every((event) => event.actions.length === 1)).toBe(true)
  expect(JSON.stringify(parsed).length).toBeLessThan(20_000)
})

test('nothing throws, and the answer always has its shape', () => {
  const events = fc.constantFrom(
    'messages.upsert',
    'messages.update',
    'messages.edited',
    'messages.delete',
    'call',
    'send.message',
    'connection.update',
    'qrcode.updated',
    'contacts.update',
    'status.instance',
    'x',
  )
  const types = fc.constantFrom(
    'conversation',
    'imageMessage',
    'reactionMessage',
    'protocolMessage',
    'pollUpdateMessage',
    'contactMessage',
    'locationMessage',
    'ephemeralMessage',
    'interactiveResponseMessage',
    'toString',
    '__proto__',
  )
  const message = fc.dictionary(types, fc.jsonValue())
  const item = fc.record({
    key: fc.oneof(fc.constant(key), fc.jsonValue()),
    message: fc.oneof(message, fc.jsonValue()),
  })
  fc.assert(
    fc.property(
      fc.record({ event: events, data: fc.oneof(item, fc.array(item), fc.jsonValue()) }),
      (webhook) => {
        const parsed = parseEvolution(JSON.parse(JSON.stringify(webhook)) as JsonObject, now)
        expect(parsed.event_key.length).toBeGreaterThan(0)
        expect(Array.isArray(parsed.actions)).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

test('any phone in any jid comes out as it went in', () => {
  const digits = fc.stringMatching(/^[1-9]\d{7,14}$/)
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 99 }), (number, device) => {
      const odd = { ...key, remoteJid: `${number}:${device}@s.whatsapp.net` }
      expect(onlyMessage(upsert(contents.text('oi'), odd)).address.phone).toBe(`+${number}`)
    }),
  )
})
