import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChannelAccess } from './access.ts'
import type { ReadAccess } from './authorization.ts'

const minutes = (n: number) => n * 60_000
const nothing: ReadAccess = { broadcast: false, presence: false }
const all: ReadAccess = { broadcast: true, presence: true }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A joined private channel, whose policies say what `policies` returns at that moment. */
async function joined(policies: () => ReadAccess | Error) {
  const ends: string[] = []
  const access = new ChannelAccess(
    {
      verifyToken: async () => ({ role: 'authenticated', exp: Date.now() / 1000 + 3600 }),
      authorizer: {
        async read() {
          const answer = policies()
          if (answer instanceof Error) throw answer
          return answer
        },
        write: async () => false,
      },
      log: () => undefined,
    },
    { topic: 'room', isPrivate: true, token: 'a', headers: {}, onEnd: (reason) => ends.push(reason) },
  )
  await access.admit()
  access.watch()
  return { access, ends }
}

describe('a private channel', () => {
  it('ends within minutes when the policies no longer allow it, though the token is good', async () => {
    let answer = all
    const { ends } = await joined(() => answer)
    await vi.advanceTimersByTimeAsync(minutes(6))
    expect(ends).toEqual([])
    answer = nothing
    await vi.advanceTimersByTimeAsync(minutes(5))
    expect(ends).toEqual(['You no longer have permission to read from this Channel topic: room'])
  })

  it('outlives a database that does not answer for a while', async () => {
    let answer: ReadAccess | Error = all
    const { ends } = await joined(() => answer)
    answer = new Error('connection refused')
    await vi.advanceTimersByTimeAsync(minutes(11))
    expect(ends).toEqual([])
    answer = nothing
    await vi.advanceTimersByTimeAsync(minutes(5))
    expect(ends).toHaveLength(1)
  })

  it('is not looked at any more once it is left', async () => {
    let asked = 0
    const { access } = await joined(() => {
      asked += 1
      return all
    })
    access.release()
    await vi.advanceTimersByTimeAsync(minutes(30))
    expect(asked).toBe(1)
  })
})
