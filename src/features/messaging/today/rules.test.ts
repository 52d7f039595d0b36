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
  const keyOfNext = (whatsapp: boolean, team: boolean, message: boolean) =>
    nextStep(setupSteps({ whatsapp, team, message }))?.key

  it('begin with WhatsApp, go on with the team and end with a message', () => {
    expect(keyOfNext(false, false, false)).toBe('whatsapp')
    expect(keyOfNext(true, false, false)).toBe('team')
    expect(keyOfNext(true, true, false)).toBe('message')
    expect(keyOfNext(true, true, true)).toBeUndefined()
  })

  it('let nobody write before WhatsApp is connected', () => {
    const [, , message] = setupSteps({ whatsapp: false, team: true, message: false })
    expect(message).toEqual({ key: 'message', isDone: false, isBlocked: true })
  })
})
