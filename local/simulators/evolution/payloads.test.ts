import { describe, expect, test } from 'vitest'
import { contents, data, envelope, keys, lidStyles, media, oddities, type MessageData } from './payloads.ts'

const at = new Date('2026-03-02T12:00:00Z')
const key = keys.directKey({ phone: '+55 11 91234-5678', id: 'AC01' })
const context = { instance: 'aurora', apikey: 'k', destination: 'http://hook.test', at }
const webhook = (content = contents.text('Oi')) =>
  envelope(context, 'messages.upsert', data.upsert({ key, content, at, pushName: 'Bia' }))

test('the same options always build the same webhook', () => {
  expect(webhook(media.image({ seed: 'AC01' }))).toEqual(webhook(media.image({ seed: 'AC01' })))
})

describe('keys', () => {
  test.each(lidStyles)('a contact with a LID, in the style %s', (style) => {
    const lid = keys.lidKey({ id: 'AC01', phone: '5511912345678', lid: '1483@lid', style })
    const jids = [lid.remoteJid, lid.remoteJidAlt, lid.senderPn, lid.senderLid, lid.previousRemoteJid]
    expect(jids.includes('1483@lid')).toBe(style !== 'overwritten')
    expect(jids.includes('5511912345678@s.whatsapp.net')).toBe(style !== 'lid-only')
  })
  test('groups, stories and devices', () => {
    expect(keys.groupKey({ id: '1', group: '120363', author: '1@lid' }).remoteJid).toBe('120363@g.us')
    expect(keys.statusKey({ id: '1', author: '5511912345678' }).remoteJid).toBe('status@broadcast')
    expect(keys.deviceKey({ id: '1', phone: '578858720995', device: 24 }).remoteJid).toContain(':24@')
  })
})

describe('contents', () => {
  test('an ephemeral voice note is one level down', () => {
    const wrapped = contents.ephemeral(media.audio({ seed: 'x' }))
    expect(wrapped).toMatchObject({
      messageType: 'ephemeralMessage',
      message: { ephemeralMessage: { message: { audioMessage: { ptt: true } } } },
    })
  })
  test('a reply names the quoted message beside the content', () => {
    const reply = webhook(contents.replying(contents.text('Sim'), { id: 'AC00', author: 'x@s.whatsapp.net' }))
    expect(reply.data).toMatchObject({ messageType: 'conversation', contextInfo: { stanzaId: 'AC00' } })
  })
  test('bytes are numbered members, or base64 in older gateways', () => {
    const bytes = (form: 'object' | 'base64') =>
      (media.sticker({ seed: 'x', binary: form }).message.stickerMessage as { mediaKey: unknown }).mediaKey
    expect(bytes('object')).toMatchObject({ 0: expect.any(Number) as number })
    expect(bytes('base64')).toMatch(/=$/)
  })
})

describe('deletions', () => {
  test('come in three shapes', () => {
    expect(data.deletedByOther(key)).toMatchObject({ id: 'AC01', status: 'DELETED' })
    const row = data.sent({ key, content: contents.text('Oi'), at })
    expect(data.deletedByApi(row, 'cm1')).toMatchObject({ id: 'cm1', key: { id: 'AC01' }, status: 'DELETED' })
    expect(data.deletedOnBusiness(key)).toEqual(key)
  })
})

describe('oddities', () => {
  test('the first version names the instance and has no status', () => {
    const old = oddities.asVersionOne(webhook()).data as MessageData
    expect(old.owner).toBe('aurora')
    expect(old).not.toHaveProperty('status')
    expect(old).not.toHaveProperty('instanceId')
  })
  test('events in capitals, arrays, nested updates, text timestamps, housekeeping first', () => {
    expect(oddities.withUpperCaseEvent(webhook()).event).toBe('MESSAGES_UPSERT')
    expect(oddities.withDataArray(webhook()).data).toHaveLength(1)
    expect(oddities.withMessagesArray(webhook()).data).toMatchObject({ messages: [{ key }] })
    expect((oddities.withTextTimestamp(webhook()).data as MessageData).messageTimestamp).toBe('1772452800')
    const first = oddities.withContextFirst(webhook()).data as MessageData
    expect(Object.keys(first.message)[0]).toBe('messageContextInfo')
    const tick = envelope(context, 'messages.update', data.update({ key, status: 'READ' }))
    expect(oddities.withNestedUpdate(tick, 4).data).toMatchObject({
      key: { id: 'AC01' },
      update: { status: 4 },
    })
  })
})
