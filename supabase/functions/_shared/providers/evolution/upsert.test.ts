import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../platform/json.ts'
import { parseEvolution } from './parse.ts'

const now = new Date('2026-03-10T12:00:00Z')
const ours = '551130304040@s.whatsapp.net'
const patient = '5511900000001@s.whatsapp.net'
const group = '120363400000000001@g.us'

/** What an upsert of one message asks for. */
function upsert(item: JsonObject, key: JsonObject = {}) {
  const data = { key: { remoteJid: patient, fromMe: false, id: 'A1', ...key }, pushName: 'Ana', ...item }
  return parseEvolution({ event: 'messages.upsert', sender: ours, data }, now)
}
const update = (item: JsonObject) =>
  parseEvolution(
    { event: 'messages.update', sender: ours, data: { keyId: 'A1', remoteJid: patient, ...item } },
    now,
  )

describe('a message whose content is not here', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['is absent', { messageStubType: 2, messageStubParameters: ['Message absent from node'] }, {}],
    ['could not be decrypted', { messageStubType: 'CIPHERTEXT', message: {} }, {}],
    ['is a placeholder', { message: { placeholderMessage: { type: 'MASK_LINKED_DEVICES' } } }, {}],
  ])('because it %s is a message nevertheless', (_name, item, key) => {
    expect(upsert(item, key)).toMatchObject({
      actions: [{ type: 'message', kind: 'unsupported', content: { type: 'placeholderMessage' } }],
      unparsed: null,
    })
  })

  test.each<[string, JsonObject, JsonObject]>([
    ['key', { message: {}, messageType: 'unknown' }, { isViewOnce: true }],
    ['type', { messageType: 'viewOnceMessageV2Extension', message: { messageContextInfo: {} } }, {}],
  ])('can be seen once, says its %s', (_name, item, key) => {
    expect(upsert(item, key).actions).toMatchObject([{ kind: 'view_once', content: { view_once: true } }])
  })

  test('is none where the phone tells who joined a group', () => {
    expect(
      upsert({ messageStubType: 27, messageStubParameters: [patient] }, { remoteJid: group }),
    ).toMatchObject({
      actions: [],
      unparsed: null,
    })
  })
})

describe('a status that mentions somebody', () => {
  const message = { statusMentionMessage: { message: { protocolMessage: { type: 25 } } } }

  test('is a notice', () => {
    expect(upsert({ message }).actions).toMatchObject([
      { kind: 'system', body: null, content: { type: 'status_mention' } },
    ])
  })

  test('is nothing when it is ours', () => {
    expect(upsert({ message }, { fromMe: true }).actions).toEqual([])
  })
})

test('an edit that only phones can read is an edit', () => {
  const secret = { targetMessageKey: { id: 'A0' }, secretEncType: 'MESSAGE_EDIT' }
  expect(upsert({ message: { secretEncryptedMessage: secret } }).actions).toMatchObject([
    { type: 'edit', target_provider_id: 'A0', body: null, by: 'contact' },
  ])
  const other = { ...secret, secretEncType: 'MESSAGE_SCHEDULE' }
  expect(upsert({ message: { secretEncryptedMessage: other } }).actions).toEqual([])
})

describe('a quote', () => {
  const quoting = (context: JsonObject, key: JsonObject = {}) => {
    const contextInfo = { stanzaId: 'Q1', quotedMessage: { conversation: 'Avaliação grátis' }, ...context }
    const [action] = upsert({ message: { extendedTextMessage: { text: 'vale?', contextInfo } } }, key).actions
    return (action as { content: JsonObject } | undefined)?.content.quoted
  }

  test('keeps its words and its author', () => {
    expect(quoting({ participant: ours })).toEqual({ kind: 'text', body: 'Avaliação grátis', by: 'us' })
    expect(quoting({ participant: patient })).toMatchObject({ by: 'contact' })
  })

  test('names nobody where a privacy id may be ours', () => {
    expect(quoting({ participant: '400000000000001@lid' })).not.toHaveProperty('by')
  })

  test('in a group names its author', () => {
    expect(quoting({ participant: patient }, { remoteJid: group })).toMatchObject({
      author: '+5511900000001',
    })
  })

  test('of a photo says so, with its caption', () => {
    expect(quoting({ quotedMessage: { imageMessage: { caption: 'exame' } } })).toMatchObject({
      kind: 'image',
      body: 'exame',
    })
  })

  test('without words is none', () => {
    expect(quoting({ quotedMessage: {} })).toBeUndefined()
  })
})

describe('polls', () => {
  const vote = (selected: JsonObject, key: JsonObject = {}) =>
    upsert(
      {
        message: {
          pollUpdateMessage: {
            pollCreationMessageKey: { id: 'P1' },
            vote: selected,
            senderTimestampMs: 1773144000000,
          },
        },
      },
      key,
    ).actions

  test('a vote is about its poll', () => {
    expect(vote({ selectedOptions: [{ name: 'Tarde' }] })).toEqual([
      { type: 'vote', target_provider_id: 'P1', by: 'contact', options: ['Tarde'], at: now.toISOString() },
    ])
    expect(vote({ selectedOptions: [] })).toMatchObject([{ options: [] }])
  })

  test('a vote that is encrypted says nothing', () => {
    expect(vote({ encPayload: 'x', encIv: 'y' })).toEqual([])
  })

  test('in a group each person has a vote', () => {
    const key = { remoteJid: group, participant: '4@lid', participantAlt: patient }
    expect(vote({ selectedOptions: ['Tarde'] }, key)).toMatchObject([
      { author: '+5511900000001', name: 'Ana' },
    ])
  })

  const results = [
    { name: 'Manhã', voters: [ours, 'me'] },
    { name: 'Tarde', voters: [patient] },
  ]

  test('a result tells what everybody chose, beside the tick', () => {
    expect(update({ fromMe: true, status: 'READ', pollUpdates: results }).actions).toMatchObject([
      {
        type: 'vote',
        votes: [
          { by: 'us', options: ['Manhã'] },
          { by: 'contact', options: ['Tarde'] },
        ],
      },
      { type: 'status', status: 'read' },
    ])
  })

  test('two results are two events, also with the same status', () => {
    const [first, second] = [results, [results[0] ?? {}]].map((pollUpdates) =>
      update({ pollUpdates, status: 'READ' }),
    )
    expect(first?.event_key).not.toBe(second?.event_key)
  })
})

test('reactions in a group are of different people', () => {
  const key = { remoteJid: group, participant: patient }
  const message = { reactionMessage: { key: { id: 'A0' }, text: '👍' } }
  expect(upsert({ message }, key).actions).toMatchObject([
    { type: 'reaction', by: 'contact', author: '+5511900000001', name: 'Ana' },
  ])
  expect(upsert({ message }).actions[0]).not.toHaveProperty('author')
})

test('a text beyond the limit keeps its beginning', () => {
  const [action] = upsert({ message: { conversation: 'x'.repeat(70_000) } }).actions
  expect(action).toMatchObject({ body: 'x'.repeat(65_536) })
})
