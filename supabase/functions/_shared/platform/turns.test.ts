import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('runs no more at once than it may, in order, whatever fails', async () => {
  const inTurn = createTurns(2)
  const begun: number[] = []
  let running = 0
  let most = 0
  const results = await Promise.allSettled(
    [0, 1, 2, 3, 4].map((number) =>
      inTurn(async () => {
        begun.push(number)
        most = Math.max(most, (running += 1))
        await Promise.resolve()
        running -= 1
        if (number === 1) throw new Error('broken')
        return number
      }),
    ),
  )
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect(most).toBe(2)
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
})
