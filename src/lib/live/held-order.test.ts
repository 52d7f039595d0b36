import { describe, expect, it } from 'vitest'
import { holdOrder } from './held-order'

const row = (id: string, n = 0) => ({ id, n })
const [a, b, c] = [row('a'), row('b'), row('c')]
const held = (current: { id: string; n: number }[]) => {
  const { rows, pending } = holdOrder([a, b, c], current, (now, before) => now.n !== before.n)
  return [rows.map(({ id, n }) => id + n).join(' '), pending]
}

describe('holdOrder', () => {
  it('leaves a changed row in its place, and counts it only when its place would be another', () => {
    expect(held([row('c', 1), a, b])).toEqual(['a0 b0 c1', 1])
    expect(held([a, b, row('c', 1)])).toEqual(['a0 b0 c1', 0])
  })

  it('keeps what is new above out of sight, keeps what left, and adds what was loaded below', () => {
    expect(held([row('x'), a, c, row('d')])).toEqual(['a0 b0 c0 d0', 1])
  })
})
