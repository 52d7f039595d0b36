import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchWhenOnline } from './when-online'

const network = new EventTarget()
let onLine: boolean

beforeEach(() => {
  onLine = true
  vi.stubGlobal('window', network)
  vi.stubGlobal('navigator', {
    get onLine() {
      return onLine
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

it('tries again once there is internet', async () => {
  const fetch = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue('part')
  onLine = false
  const part = fetchWhenOnline(fetch)
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledOnce())
  network.dispatchEvent(new Event('online'))
  expect(await part).toBe('part')
  expect(fetch).toHaveBeenCalledTimes(2)
})

it('says what failed while there was internet', async () => {
  const fetch = vi.fn().mockRejectedValue(new Error('gone'))
  await expect(fetchWhenOnline(fetch)).rejects.toThrow('gone')
  expect(fetch).toHaveBeenCalledOnce()
})
