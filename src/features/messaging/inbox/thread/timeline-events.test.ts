import { describe, expect, it } from 'vitest'
import { aMessage } from '../fixtures'
import { buildTimeline } from './timeline'
import { withEvents, type ShownRange } from './timeline-events'
import type { ConversationEvent } from '../types'

const dayOf = (instant: string) => instant.slice(0, 10)
const at = (time: string, day = 22) => `2026-11-${day}T${time}:00+00:00`
const everything: ShownRange = { from: null, to: null }
const event = (id: string, occurred_at: string): ConversationEvent => ({
  id,
  thread_id: 't1',
  kind: 'finished',
  actor_id: 'u1',
  assignee_id: null,
  name: null,
  until: null,
  occurred_at,
})
const message = (id: string, occurred_at: string) => aMessage({ id, occurred_at })

function laidOut(messages: ReturnType<typeof aMessage>[], events: ConversationEvent[], range = everything) {
  return withEvents(buildTimeline(messages, dayOf, null), events, range, dayOf)
}
const keys = (...args: Parameters<typeof laidOut>) => laidOut(...args).map((item) => item.key)

describe('withEvents', () => {
  it('puts an event between the messages of its time, above one of the same moment', () => {
    const messages = [message('a', at('12:00')), message('b', at('12:10'))]
    expect(keys(messages, [event('2', at('12:10')), event('1', at('12:05'))])).toEqual([
      'day:2026-11-22',
      'a',
      'event:1',
      'event:2',
      'b',
    ])
  })

  it('tells of the moves that the rule made only the one that still holds', () => {
    const move = (id: string, time: string, actor_id: string | null): ConversationEvent => ({
      ...event(id, at(time)),
      kind: 'moved',
      actor_id,
    })
    const moves = [move('1', '12:01', null), move('2', '12:05', 'u1'), move('3', '12:08', null)]
    expect(keys([message('a', at('12:00'))], moves)).toEqual(['day:2026-11-22', 'a', 'event:2', 'event:3'])
    expect(keys([message('a', at('12:00'))], moves.slice(0, 2))).toEqual(['day:2026-11-22', 'a', 'event:2'])
  })

  it('puts notes and events in the order of their time', () => {
    const note = {
      id: 'n',
      thread_id: 't1',
      author_id: 'u1',
      body: 'Ligar',
      mentions: [],
      occurred_at: at('12:04'),
      edited_at: null,
      deleted_at: null,
    }
    const items = buildTimeline([message('a', at('12:00')), message('b', at('12:10'))], dayOf, null)
    const events = [event('1', at('12:05')), event('0', at('12:03'))]
    expect(withEvents(items, events, everything, dayOf, [note]).map(({ key }) => key)).toEqual([
      'day:2026-11-22',
      'a',
      'event:0',
      'note:n',
      'event:1',
      'b',
    ])
  })

  it('ends a group of bubbles', () => {
    const messages = [message('a', at('12:00')), message('b', at('12:01'))]
    expect(laidOut(messages, [event('1', at('12:01'))])).toMatchObject([
      { type: 'day' },
      { key: 'a', last: true },
      { key: 'event:1' },
      { key: 'b', first: true },
    ])
  })

  it('stands under the line of its own day', () => {
    const messages = [message('a', at('12:00', 21)), message('b', at('09:00'))]
    expect(keys(messages, [event('1', at('20:00', 21)), event('2', at('08:00'))])).toEqual([
      'day:2026-11-21',
      'a',
      'event:1',
      'day:2026-11-22',
      'event:2',
      'b',
    ])
  })

  it('draws the line of a day on which nobody wrote', () => {
    expect(keys([message('a', at('12:00', 21))], [event('1', at('09:00')), event('2', at('10:00'))])).toEqual(
      ['day:2026-11-21', 'a', 'day:2026-11-22', 'event:1', 'event:2'],
    )
  })

  it('leaves out what lies outside the messages that are laid out', () => {
    const range = { from: at('12:00'), to: at('12:10') }
    const messages = [message('a', at('12:00')), message('b', at('12:10'))]
    expect(keys(messages, [event('1', at('11:00')), event('2', at('13:00'))], range)).toEqual([
      'day:2026-11-22',
      'a',
      'b',
    ])
  })
})
