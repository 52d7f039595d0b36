import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createShortener } from './shorten-json.ts'

/** What is left of a text that comes in pieces of these sizes. */
function shortened(text: string, longest: number, sizes: number[]): string {
  const shorten = createShortener(longest)
  const bytes = new TextEncoder().encode(text)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let place = 0
  let left = ''
  for (let n = 0; place < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1
    left += decoder.decode(shorten(bytes.subarray(place, place + size)), { stream: true })
    place += size
  }
  return left + decoder.decode()
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length

test('a file in the middle goes, everything around it stays', () => {
  const body = { base64: 'A'.repeat(5000), caption: 'vídeo "do" machucado\\', n: 1 }
  const left: unknown = JSON.parse(shortened(JSON.stringify(body), 100, [64]))
  expect(left).toEqual({ ...body, base64: 'A'.repeat(100) })
})

test('whatever comes, in whatever pieces, stays JSON with the same shape and the beginning of each string', () => {
  const size = fc.integer({ min: 1, max: 40 })
  // Long texts with quotes, backslashes, escapes and characters of several bytes.
  const text = fc.array(fc.constantFrom('a', '"', '\\', '\u0001', 'ç', '😀', '\\u0041'), { maxLength: 60 })
  const value = fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    text.map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(value, fc.array(size, { minLength: 1, maxLength: 5 }), size, (body, sizes, longest) => {
      const left = JSON.parse(shortened(JSON.stringify(body), longest, sizes)) as Record<string, string>
      expect(Object.keys(left)).toEqual(Object.keys(body))
      for (const [name, kept] of Object.entries(left)) {
        expect(body[name]?.startsWith(kept)).toBe(true)
        expect(kept === body[name] || bytesOf(JSON.stringify(kept)) >= longest).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
