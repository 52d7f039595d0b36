import { describe, expect, it } from 'vitest'
import { aThread } from './fixtures'
import { loadNumberReader } from './shared/search-rule'
import {
  authorTitle,
  countsAsUnread,
  composerBlock,
  friendlySendError,
  matchesList,
  neighbourOf,
  takesTemplates,
  textLeft,
  threadTitle,
} from './rules'
import type { ListParams } from './types'

const params = (patch: Partial<ListParams> = {}): ListParams => ({
  filter: 'all',
  status: 'open',
  search: '',
  ...patch,
})

describe('matchesList', () => {
  it('separates open from finished', () => {
    expect(matchesList(aThread({ status: 'finished' }), params(), 'me')).toBe(false)
    expect(matchesList(aThread({ status: 'finished' }), params({ status: 'finished' }), 'me')).toBe(true)
  })
  it.each([
    ['unread', aThread({ unread_count: 1 }), true],
    ['unread', aThread(), false],
    ['mine', aThread({ assigned_to: 'me' }), true],
    ['mine', aThread({ assigned_to: 'other' }), false],
    ['unassigned', aThread(), true],
    ['unassigned', aThread({ assigned_to: 'other' }), false],
  ] as const)('filters %s', (filter, thread, expected) => {
    expect(matchesList(thread, params({ filter }), 'me')).toBe(expected)
  })
  it.each([
    ['all', { snoozed_until: '2026-11-30T11:00:00Z' }, false],
    ['snoozed', { snoozed_until: '2026-11-30T11:00:00Z' }, true],
    ['pinned', { snoozed_until: '2026-11-30T11:00:00Z' }, true],
    ['snoozed', {}, false],
    ['all', { blocked_at: '2026-11-28T11:00:00Z' }, false],
    ['blocked', { blocked_at: '2026-11-28T11:00:00Z', status: 'finished' as const }, true],
    ['pinned', { status: 'finished' as const }, true],
    ['blocked', {}, false],
  ] as const)('keeps what sleeps or is blocked out of every list but %s', (filter, patch, expected) => {
    expect(matchesList(aThread(patch), params({ filter }), 'me')).toBe(expected)
  })
  it('keeps to one tag', () => {
    expect(matchesList(aThread({ tag_ids: ['a', 'b'] }), params({ tag: 'b' }), 'me')).toBe(true)
    expect(matchesList(aThread({ tag_ids: ['a'] }), params({ tag: 'b' }), 'me')).toBe(false)
  })
  it('finds a name without accents and a phone in any notation', () => {
    const thread = aThread({ contact_name: 'João Conceição' })
    expect(matchesList(thread, params({ search: 'joao conc' }), 'me')).toBe(true)
    expect(matchesList(thread, params({ search: '(11) 98765-4321' }), 'me')).toBe(true)
    expect(matchesList(thread, params({ search: 'pedro' }), 'me')).toBe(false)
  })
  it('finds a phone that WhatsApp has without its ninth digit, once the reader of numbers is there', async () => {
    await loadNumberReader()
    const thread = aThread({ contact_name: null, phone: '+551187654321' })
    expect(matchesList(thread, params({ search: '0 15 11 98765-4321' }), 'me')).toBe(true)
    expect(matchesList(thread, params({ search: '(11) 98765-4321' }), 'me')).toBe(true)
    expect(matchesList(thread, params({ search: '(11) 98765-4322' }), 'me')).toBe(false)
  })
  it.each([
    ['joao silva', true],
    ['silva joao', true],
    ['conceição da sil', true],
    ['ao silva', false],
    ['da', true],
    ['dos', false],
    ['joao 0401', true],
    ['0401', true],
    ['11 8765-0401', true],
    ['55 11 8765-0401', true],
    ['011 98765 0401', true],
    ['+55 (011) 8765', true],
    ['1198765-0402', false],
    ['  ', true],
    ['%', true],
  ])('finds João da Silva Conceição by %j: %s', (search, expected) => {
    const thread = aThread({ contact_name: 'João da Silva Conceição', phone: '+5511987650401' })
    expect(matchesList(thread, params({ search }), 'me')).toBe(expected)
  })
})

describe('threadTitle', () => {
  it('prefers the name, then the phone', () => {
    const formatPhone = (phone: string) => `tel ${phone}`
    expect(threadTitle({ contact_name: ' Ana ', phone: '+55' }, formatPhone)).toBe('Ana')
    expect(threadTitle({ contact_name: null, phone: '+55' }, formatPhone)).toBe('tel +55')
    expect(threadTitle({ contact_name: '', phone: null }, formatPhone)).toBe('')
  })
})

describe('authorTitle', () => {
  it('formats the phone of somebody without a name', () => {
    const formatPhone = (phone: string) => `tel ${phone}`
    expect(authorTitle('+5511900000113', formatPhone)).toBe('tel +5511900000113')
    expect(authorTitle('Bia', formatPhone)).toBe('Bia')
    expect(authorTitle(null, formatPhone)).toBeNull()
  })
})

describe('friendlySendError', () => {
  it('knows which failures can be tried again', () => {
    expect(friendlySendError('channel_disconnected', true)).toEqual({
      key: 'inbox.sendErrors.channel_disconnected',
      retryable: true,
      takesTemplate: false,
    })
    expect(friendlySendError('number_not_on_whatsapp', true).retryable).toBe(false)
  })
  it('does not send people to settings that they may not open', () => {
    expect(friendlySendError('channel_disconnected', false).key).toBe(
      'inbox.sendErrorsToAsk.channel_disconnected',
    )
    expect(friendlySendError('invalid_number', false).key).toBe('inbox.sendErrors.invalid_number')
  })
  it('has a sentence for what it does not know', () => {
    expect(friendlySendError('E_STRANGE', true).key).toBe('inbox.sendErrors.unknown')
    expect(friendlySendError(null, true)).toEqual({
      key: 'inbox.sendErrors.unknown',
      retryable: true,
      takesTemplate: false,
    })
  })
  it('knows which failures a template settles', () => {
    expect(friendlySendError('outside_24h_window', true)).toMatchObject({
      retryable: true,
      takesTemplate: true,
    })
    expect(friendlySendError('template_not_found', false)).toMatchObject({
      retryable: false,
      takesTemplate: true,
    })
    expect(friendlySendError('opted_out', true).takesTemplate).toBe(false)
  })
})

describe('composerBlock', () => {
  const now = new Date('2026-11-22T18:00:00Z')
  const free = { costs_credits: false, window_hours: null }
  const paid = { costs_credits: true, window_hours: 24 }
  const open = { isOutOfCredits: false, windowUntil: '2026-11-22T18:00:01+00:00' }

  it('respects the opt-out before everything', () => {
    expect(composerBlock(aThread({ opted_out: true }), null, open, now)).toBe('opted_out')
  })
  it('needs a channel', () => {
    expect(composerBlock(aThread(), null, open, now)).toBe('no_channel')
    expect(composerBlock(aThread(), free, open, now)).toBeNull()
  })
  it('closes a channel with a window at the moment that the server told, whatever the conversation says', () => {
    const block = (windowUntil: string | null | undefined, last_inbound_at: string | null = null) =>
      composerBlock(aThread({ last_inbound_at }), paid, { ...open, windowUntil }, now)
    expect(block('2026-11-22T18:00:01+00:00')).toBeNull()
    expect(block('2026-11-22T18:00:00+00:00')).toBe('outside_window')
    expect(block(null, '2026-11-22T17:59:00+00:00')).toBe('outside_window')
    expect(block(undefined)).toBeNull()
    expect(composerBlock(aThread(), free, { ...open, windowUntil: null }, now)).toBeNull()
  })
  it('asks for credits before a template is offered, which costs one as well', () => {
    const spent = { isOutOfCredits: true, windowUntil: null }
    expect(composerBlock(aThread(), paid, spent, now)).toBe('no_credits')
    expect(composerBlock(aThread(), free, spent, now)).toBeNull()
  })
  it('asks for each ability by itself', () => {
    const late = { isOutOfCredits: true, windowUntil: null }
    expect(composerBlock(aThread(), { costs_credits: false, window_hours: 24 }, late, now)).toBe(
      'outside_window',
    )
    expect(
      composerBlock(
        aThread(),
        { costs_credits: true, window_hours: null },
        { ...late, isOutOfCredits: false },
        now,
      ),
    ).toBeNull()
  })
})

describe('takesTemplates', () => {
  const official = { max_template_length: 1024 }
  it('is for kinds that have them, and never for somebody who opted out', () => {
    expect(takesTemplates(aThread(), official)).toBe(true)
    expect(takesTemplates(aThread({ last_inbound_at: null }), official)).toBe(true)
    expect(takesTemplates(aThread({ opted_out: true }), official)).toBe(false)
    expect(takesTemplates(aThread(), { max_template_length: null })).toBe(false)
    expect(takesTemplates(aThread(), null)).toBe(false)
  })
})

describe('textLeft', () => {
  it('counts what is sent against what the channel takes, and says so from the last eighth on', () => {
    expect(textLeft('x'.repeat(1399), { max_text_length: 1600 })).toEqual({ left: 201, isNear: false })
    expect(textLeft(` ${'x'.repeat(1400)}\n`, { max_text_length: 1600 })).toEqual({ left: 200, isNear: true })
    expect(textLeft('x'.repeat(1601), { max_text_length: 1600 })).toEqual({ left: -1, isNear: true })
    expect(textLeft('x'.repeat(1601), { max_text_length: 4096 })).toEqual({ left: 2495, isNear: false })
  })
  it('counts characters as the database does', () => {
    expect(textLeft('😀'.repeat(1600), { max_text_length: 1600 }).left).toBe(0)
  })
  it('promises no limit where no channel is on', () => {
    expect(textLeft('x', null)).toEqual({ left: Infinity, isNear: false })
  })
})

describe('neighbourOf', () => {
  const rows = [{ id: 'a' }, { id: 'b' }]
  it('moves within the list and starts at the top', () => {
    expect(neighbourOf(rows, 'a', 1)?.id).toBe('b')
    expect(neighbourOf(rows, 'b', 1)).toBeNull()
    expect(neighbourOf(rows, null, 1)?.id).toBe('a')
    expect(neighbourOf(rows, 'gone', -1)?.id).toBe('a')
  })
})

describe('countsAsUnread', () => {
  it('counts conversations that are open, awake and not blocked', () => {
    expect(countsAsUnread(aThread({ unread_count: 3 }))).toBe(true)
    expect(countsAsUnread(aThread({ unread_count: 3, snoozed_until: '2026-11-21T09:00:00Z' }))).toBe(false)
    expect(countsAsUnread(aThread({ unread_count: 3, blocked_at: '2026-11-20T09:00:00Z' }))).toBe(false)
    expect(countsAsUnread(aThread({ unread_count: 3, status: 'finished' }))).toBe(false)
    expect(countsAsUnread(aThread())).toBe(false)
  })
})
