import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFileAnswer } from './base64-answer.ts'

/** An answer in pieces of `size` bytes. */
function inPieces(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
      controller.close()
    },
  })
}

test('a file comes out as it went in, wherever the answer is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      async (bytes, size, escaped) => {
        const base64 = Buffer.from(bytes).toString('base64')
        const text = JSON.stringify({ caption: 'é "aspas"', base64: '#', mimetype: 'image/png' }).replace(
          '#',
          escaped ? base64.replaceAll('/', '\\/') : base64,
        )
        const answer = await readFileAnswer(inPieces(text, size), 1000)
        expect(answer?.bytes).toEqual(bytes)
        expect(JSON.parse(answer?.rest ?? '')).toMatchObject({ mimetype: 'image/png', base64: '' })
      },
    ),
    { numRuns: 200 },
  )
})

test('an answer without a file has none, and one with nothing in it has an empty one', async () => {
  expect(await readFileAnswer(inPieces('null', 2), 10)).toEqual({ rest: 'null', bytes: null })
  expect((await readFileAnswer(inPieces('{"base64":""}', 3), 10))?.bytes).toEqual(new Uint8Array())
})

test('too much, of the file or around it, is not read to its end', async () => {
  expect(await readFileAnswer(inPieces(`{"base64":"${'A'.repeat(400)}"}`, 16), 100)).toBeNull()
  expect(await readFileAnswer(inPieces(`{"x":"${'a'.repeat(300_000)}"}`, 4096), 100)).toBeNull()
})
