import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { markConversationRead } from '../api'
import { aThread } from '../fixtures'
import type { ConversationThread } from '../types'
import { useReadMarks } from './use-read-marks'

vi.mock('../api', () => ({ markConversationRead: vi.fn() }))
const server = vi.mocked(markConversationRead)

const thread = ref<ConversationThread>(aThread({}))
const seenId = ref<string | null>(null)
const reload = vi.fn<() => Promise<boolean>>()
let isFocused = true
let scope: EffectScope

const unread = (count: number) => aThread({ unread_count: count })
const wait = (ms = 5_000) => vi.advanceTimersByTimeAsync(ms)
/** Up to which message the server was told each time. */
const told = () => server.mock.calls.map(([, , seen]) => seen)

function look() {
  scope = effectScope()
  scope.run(() =>
    useReadMarks({
      tenantId: 'clinic',
      thread: () => thread.value,
      seenId: () => seenId.value,
      reload,
      onMarked: (marked) => (thread.value = marked),
    }),
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  isFocused = true
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible', hasFocus: () => isFocused })
  vi.stubGlobal('document', page)
  vi.stubGlobal('window', new EventTarget())
  thread.value = unread(2)
  seenId.value = 'm2'
  server.mockReset().mockResolvedValue(unread(0))
  reload.mockReset().mockResolvedValue(true)
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a conversation on the screen', () => {
  it('is marked up to the last loaded message, after a moment', async () => {
    look()
    await wait(600)
    expect(told()).toEqual([])
    await wait(200)
    expect(told()).toEqual(['m2'])
    expect(thread.value.unread_count).toBe(0)
  })

  it('is not marked before its messages are there', async () => {
    seenId.value = null
    look()
    await wait()
    expect(told()).toEqual([])
    seenId.value = 'm2'
    await nextTick()
    await wait()
    expect(told()).toEqual(['m2'])
  })

  it('is not marked while nobody looks, and at once when somebody does', async () => {
    isFocused = false
    look()
    await wait()
    expect(told()).toEqual([])
    isFocused = true
    window.dispatchEvent(new Event('focus'))
    await wait()
    expect(told()).toEqual(['m2'])
  })

  it('is fetched again when something arrived that is not shown, and that is marked once it is', async () => {
    server.mockResolvedValueOnce(unread(1))
    reload.mockImplementation(async () => {
      seenId.value = 'm3'
      return true
    })
    look()
    await wait()
    expect(told()).toEqual(['m2', 'm3'])
  })

  it('is marked as a whole when fetching again shows nothing new', async () => {
    server.mockResolvedValueOnce(unread(1))
    look()
    await wait()
    expect(told()).toEqual(['m2', null])
  })

  it('stays unread when that could not be fetched', async () => {
    server.mockResolvedValue(unread(1))
    reload.mockResolvedValue(false)
    look()
    await wait()
    window.dispatchEvent(new Event('focus'))
    await wait()
    expect(told()).not.toContain(null)
    expect(thread.value.unread_count).toBe(1)
  })

  it('is tried again with the next look when the call failed', async () => {
    server.mockRejectedValueOnce(new Error('offline'))
    look()
    await wait()
    expect(thread.value.unread_count).toBe(2)
    window.dispatchEvent(new Event('focus'))
    await wait()
    expect(told()).toEqual(['m2', 'm2'])
  })

  it('is not marked any more once it was left', async () => {
    look()
    scope.stop()
    await wait()
    expect(told()).toEqual([])
  })

  it('is not marked again when it was left while it was fetched', async () => {
    server.mockResolvedValueOnce(unread(1))
    reload.mockImplementation(async () => {
      scope.stop()
      return true
    })
    look()
    await wait()
    expect(told()).toEqual(['m2'])
  })
})
