import { describe, expect, it } from 'vitest'
import { answerSince, colleaguesByThread, foremost, lastArrival, type Whereabouts } from './colleagues'
import { aMessage } from '../fixtures'

const me = 'u-me'
const at = (user_id: string, thread_id: string, is_typing = false): Whereabouts => ({
  user_id,
  thread_id,
  is_typing,
})

describe('colleaguesByThread', () => {
  it('names the others in each conversation, not the reader with another tab', () => {
    const threads = colleaguesByThread([at(me, 't1'), at('ana', 't1'), at('bia', 't2', true)], me)
    expect(threads.get('t1')).toEqual([{ userId: 'ana', isTyping: false }])
    expect(threads.get('t2')).toEqual([{ userId: 'bia', isTyping: true }])
  })

  it('takes two tabs of one person as one, who writes when one of them does', () => {
    const threads = colleaguesByThread([at('ana', 't1'), at('ana', 't1', true), at('ana', 't1')], me)
    expect(threads.get('t1')).toEqual([{ userId: 'ana', isTyping: true }])
  })

  it.each([null, 'x', 7, {}, { user_id: 'ana' }, { user_id: 'ana', thread_id: 't1', is_typing: 'yes' }])(
    'does not trip over %j',
    (said) => {
      expect(colleaguesByThread([said], me).size).toBe(0)
    },
  )
})

describe('foremost', () => {
  it('names who writes before who looks', () => {
    const looks = { userId: 'ana', isTyping: false }
    const writes = { userId: 'bia', isTyping: true }
    expect(foremost([looks, writes])).toBe(writes)
    expect(foremost([looks])).toBe(looks)
    expect(foremost([])).toBeNull()
  })
})

describe('answerSince', () => {
  const question = aMessage({ id: 'm1' })
  const answer = (patch: object) =>
    aMessage({
      id: 'm2',
      direction: 'outbound',
      origin: 'app',
      sent_by: 'ana',
      status: 'sent',
      body: 'Sim!',
      ...patch,
    })

  it('finds what a colleague sent since', () => {
    expect(answerSince([question, answer({})], 'm1', me)).toEqual({ userId: 'ana', text: 'Sim!' })
  })

  it('finds what was answered on the clinic’s phone', () => {
    const phone = answer({ origin: 'phone', sent_by: null })
    expect(answerSince([question, phone], 'm1', me)).toEqual({ userId: null, text: 'Sim!' })
  })

  it('tells the newest of several', () => {
    const messages = [answer({ id: 'm3', body: 'Às 15h.' }), answer({}), question]
    expect(answerSince(messages, 'm1', me)?.text).toBe('Às 15h.')
  })

  it('finds the first answer of an empty conversation', () => {
    expect(answerSince([answer({})], null, me)).not.toBeNull()
  })

  it.each([
    ['what was there when the writing began', answer({ id: 'm0' })],
    ['own messages', answer({ sent_by: me })],
    ['automatic ones', answer({ origin: 'automation' })],
    ['what did not leave', answer({ status: 'failed' })],
    ['what the person writes', aMessage({ id: 'm2' })],
  ])('does not count %s', (_what, message) => {
    expect(answerSince([question, message], 'm1', me)).toBeNull()
  })
})

describe('lastArrival', () => {
  it('is the newest id, wherever it stands', () => {
    expect(lastArrival([aMessage({ id: 'm2' }), aMessage({ id: 'm3' }), aMessage({ id: 'm1' })])).toBe('m3')
    expect(lastArrival([])).toBeNull()
  })
})
