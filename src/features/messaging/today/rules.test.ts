import { describe, expect, it } from 'vitest'
import { isChannelDown, nextStep, setupSteps } from './rules'

const channel = { provider: 'evolution', phone: null, last_event_at: null } as const

describe('isChannelDown', () => {
  it('is so without a channel and with one that is disconnected, not while nothing is known', () => {
    expect(isChannelDown(null)).toBe(true)
    expect(isChannelDown({ ...channel, state: 'close' })).toBe(true)
    for (const state of ['open', 'connecting', 'unknown'] as const)
      expect(isChannelDown({ ...channel, state })).toBe(false)
  })
})

describe('the first steps', () => {
  const undone = { whatsapp: false, team: false, quick_reply: false, push: false, message: false }
  const history = { done: false, state: null, chats_done: 0, chats_total: null } as const
  const next = (more: object) => nextStep(setupSteps({ ...undone, history, ...more }))?.key

  it('begin with WhatsApp, bring what was said before, and end with a message', () => {
    expect(next({})).toBe('whatsapp')
    expect(next({ whatsapp: true })).toBe('history')
    expect(next({ whatsapp: true, history: null })).toBe('team')
    const most = {
      whatsapp: true,
      history: { ...history, done: true },
      team: true,
      quick_reply: true,
      push: true,
    }
    expect(next(most)).toBe('message')
    expect(next({ ...most, message: true })).toBeUndefined()
  })

  it('go on while the history is being imported', () =>
    expect(next({ whatsapp: true, history: { ...history, state: 'running' } })).toBe('team'))

  it('let nobody import or write before WhatsApp is connected', () => {
    const steps = setupSteps({ ...undone, history, team: true })
    expect(steps.filter(({ isBlocked }) => isBlocked).map(({ key }) => key)).toEqual(['history', 'message'])
  })
})
