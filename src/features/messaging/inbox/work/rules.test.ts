import { describe, expect, it } from 'vitest'
import { aThread } from '../fixtures'
import {
  findMentionable,
  mentionAt,
  mentionsIn,
  noteParts,
  pinnedFirst,
  shownScheduled,
  withNote,
  withScheduled,
} from './rules'
import type { ConversationNote, ScheduledMessage } from './types'

const aNote = (patch: Partial<ConversationNote> = {}): ConversationNote => ({
  id: 'n1',
  thread_id: 't1',
  author_id: 'me',
  body: 'Ligar amanhã',
  mentions: [],
  occurred_at: '2026-11-28T12:00:00Z',
  edited_at: null,
  deleted_at: null,
  ...patch,
})
const aMessage = (patch: Partial<ScheduledMessage> = {}): ScheduledMessage => ({
  id: 's1',
  thread_id: 't1',
  thread_key: 'whatsapp:+5511987654321',
  body: 'Bom dia',
  template: null,
  preview: null,
  send_at: '2026-11-29T11:00:00Z',
  cancel_on_inbound: true,
  status: 'scheduled',
  reason: null,
  message_id: null,
  created_by: 'me',
  created_at: '2026-11-28T12:00:00Z',
  ...patch,
})
const people = [
  { id: 'a', name: 'Ana' },
  { id: 'p', name: 'Ana Paula' },
  { id: 'j', name: 'Dr. João' },
]

describe('notes', () => {
  it('that changed take the place of what they were, deleted ones go', () => {
    const notes = [aNote()]
    expect(withNote(notes, aNote({ body: 'Ligar hoje' }))).toEqual([aNote({ body: 'Ligar hoje' })])
    const newer = aNote({ id: 'n2', occurred_at: '2026-11-28T13:00:00Z' })
    expect(withNote(notes, newer).map(({ id }) => id)).toEqual(['n2', 'n1'])
    expect(withNote(notes, aNote({ deleted_at: '2026-11-28T13:00:00Z' }))).toEqual([])
  })

  it('begin to name somebody behind an "@" of its own, not in an address', () => {
    expect(mentionAt('Veja @jo', 8)).toEqual({ start: 5, query: 'jo' })
    expect(mentionAt('@', 1)).toEqual({ start: 0, query: '' })
    expect(mentionAt('ana@zelo', 8)).toBeNull()
    expect(mentionAt('Veja @joão agora', 16)).toBeNull()
  })

  it('find people by the beginning of any of their names, without accents', () => {
    expect(findMentionable(people, 'joao').map(({ id }) => id)).toEqual(['j'])
    expect(findMentionable(people, 'pau').map(({ id }) => id)).toEqual(['p'])
    expect(findMentionable(people, '')).toHaveLength(3)
  })

  it('name the longer of two names, and nobody within a word', () => {
    expect(mentionsIn('@Ana Paula e @Ana, veja', people)).toEqual(['p', 'a'])
    expect(mentionsIn('@Anabela e @Ana @Ana', people)).toEqual(['a'])
    expect(noteParts('Oi @Dr. João!', people)).toEqual([
      { text: 'Oi ', mention: null },
      { text: '@Dr. João', mention: 'j' },
      { text: '!', mention: null },
    ])
  })
})

describe('messages for later', () => {
  it('stand above the composer until they are sent, and for a while when they were not', () => {
    const now = new Date('2026-11-28T12:00:00Z')
    const list = [
      aMessage({ id: 'later', send_at: '2026-11-30T11:00:00Z' }),
      aMessage(),
      aMessage({ id: 'sent', status: 'sent' }),
      aMessage({ id: 'gone', status: 'cancelled' }),
      aMessage({ id: 'failed', status: 'failed', send_at: '2026-11-27T11:00:00Z' }),
      aMessage({ id: 'old', status: 'failed', send_at: '2026-11-20T11:00:00Z' }),
    ]
    expect(shownScheduled(list, now).map(({ id }) => id)).toEqual(['failed', 's1', 'later'])
  })

  it('that changed take the place of what they were', () => {
    expect(
      withScheduled([aMessage()], aMessage({ status: 'cancelled' })).map(({ status }) => status),
    ).toEqual(['cancelled'])
  })
})

describe('pinned conversations', () => {
  it('stand first, once, and as they are known best', () => {
    const known = aThread({ id: 'b', unread_count: 2 })
    const rows = pinnedFirst([aThread({ id: 'z' }), aThread({ id: 'b' })], [aThread({ id: 'a' }), known])
    expect(rows.map(({ id }) => id)).toEqual(['z', 'b', 'a'])
    expect(rows[1]).toBe(known)
  })
})
