import { describe, expect, it } from 'vitest'
import { createTypingTeller, TYPING_SHOWN_MS, TYPING_TOLD_MS, TypingRoster } from './typing'

/** A clock that goes on when it is told to. */
function clock() {
  let at = 0
  const waiting = new Set<{ at: number; run: () => void }>()
  return {
    now: () => at,
    later: (ms: number, run: () => void) => {
      const one = { at: at + ms, run }
      waiting.add(one)
      return () => void waiting.delete(one)
    },
    pass(ms: number) {
      at += ms
      for (const one of [...waiting]) {
        if (one.at > at) continue
        waiting.delete(one)
        one.run()
      }
    },
    waiting,
  }
}

describe('TypingRoster', () => {
  it('shows who writes until some seconds passed without news', () => {
    const time = clock()
    const roster = new TypingRoster(time.later)
    roster.hear('t1', 'composing')
    roster.hear('t2', 'recording')
    expect([roster.of('t1'), roster.of('t2'), roster.of('t3')]).toEqual(['composing', 'recording', null])
    time.pass(TYPING_SHOWN_MS - 1)
    roster.hear('t2', 'recording')
    time.pass(1)
    expect([roster.of('t1'), roster.of('t2')]).toEqual([null, 'recording'])
    time.pass(TYPING_SHOWN_MS)
    expect(roster.of('t2')).toBeNull()
  })

  it('hides it when they stop, when the message is there, and when the inbox is left', () => {
    const time = clock()
    const roster = new TypingRoster(time.later)
    roster.hear('t1', 'composing')
    roster.hear('t1', 'paused')
    expect(roster.of('t1')).toBeNull()
    roster.hear('t1', 'composing')
    roster.forget('t1')
    expect(roster.of('t1')).toBeNull()
    roster.hear('t1', 'composing')
    roster.hear('t2', 'composing')
    roster.clear()
    expect([roster.of('t1'), roster.of('t2'), time.waiting.size]).toEqual([null, null, 0])
  })

  it('does not trip over another program’s words', () => {
    const roster = new TypingRoster(clock().later)
    roster.hear('t1', 'dancing')
    expect(roster.of('t1')).toBeNull()
  })
})

describe('createTypingTeller', () => {
  const teller = (answer: () => Promise<{ shown: boolean }>) => {
    const time = clock()
    const asked: string[] = []
    const tell = createTypingTeller((state) => {
      asked.push(state)
      return answer()
    }, time.now)
    return { time, asked, tell }
  }

  it('asks at once and every ten seconds, however fast somebody writes', () => {
    const { time, asked, tell } = teller(() => Promise.resolve({ shown: true }))
    for (let n = 0; n < 50; n += 1) tell('composing')
    time.pass(TYPING_TOLD_MS - 1)
    tell('recording')
    expect(asked).toEqual(['composing'])
    time.pass(1)
    tell('recording')
    expect(asked).toEqual(['composing', 'recording'])
  })

  it('is silent once nobody sees it, and asks again after a failure', async () => {
    const silent = teller(() => Promise.resolve({ shown: false }))
    silent.tell('composing')
    await Promise.resolve()
    silent.time.pass(TYPING_TOLD_MS)
    silent.tell('composing')
    expect(silent.asked).toEqual(['composing'])

    const failing = teller(() => Promise.reject(new Error('offline')))
    failing.tell('composing')
    await Promise.resolve()
    failing.time.pass(TYPING_TOLD_MS)
    failing.tell('composing')
    expect(failing.asked).toEqual(['composing', 'composing'])
  })
})
