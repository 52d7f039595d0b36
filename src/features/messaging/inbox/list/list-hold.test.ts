import { describe, expect, it } from 'vitest'
import { aThread } from '../fixtures'
import { holdOrder } from './list-hold'

const at = (minute: number) => `2026-11-22T12:${String(minute).padStart(2, '0')}:00+00:00`
const row = (id: string, minute: number, patch = {}) => aThread({ id, last_message_at: at(minute), ...patch })
const [a, b, c] = [row('a', 30), row('b', 20), row('c', 10)]
const ids = (held: ReturnType<typeof holdOrder>) => held.threads.map(({ id }) => id).join('')

describe('holdOrder', () => {
  it('is the list itself while nothing happens', () => {
    expect(holdOrder([a, b, c], [a, b, c])).toEqual({ threads: [a, b, c], pending: 0 })
  })

  it('leaves a conversation with a new message where it is, shows the message, and counts it', () => {
    const fresh = row('c', 40, { last_message_preview: 'nova' })
    const held = holdOrder([a, b, c], [fresh, a, b])
    expect(ids(held)).toBe('abc')
    expect(held.threads[2]).toBe(fresh)
    expect(held.pending).toBe(1)
  })

  it('counts each conversation once, however much it says', () => {
    expect(holdOrder([a, b, c], [row('c', 50), row('b', 40), a]).pending).toBe(2)
  })

  it('keeps somebody new out of sight, and counts them', () => {
    const held = holdOrder([a, b, c], [row('x', 40), row('y', 35), a, b, c])
    expect(ids(held)).toBe('abc')
    expect(held.pending).toBe(2)
  })

  it('counts nothing where the new message changes no place', () => {
    expect(holdOrder([a, b], [row('a', 40), b])).toMatchObject({ pending: 0 })
  })

  it('does not call our own message news, although it moves the conversation', () => {
    const answered = row('c', 40, { last_message_direction: 'outbound' })
    expect(holdOrder([a, b, c], [answered, a, b])).toMatchObject({ pending: 0 })
  })

  it('keeps the row of a conversation that left the list', () => {
    expect(ids(holdOrder([a, b, c], [a, c]))).toBe('abc')
  })

  it('adds what was loaded below', () => {
    const older = row('d', 5)
    expect(ids(holdOrder([a, b, c], [row('x', 40), a, b, c, older]))).toBe('abcd')
  })

  it('has everything below when nothing that is held is left', () => {
    expect(ids(holdOrder([a], [b, c]))).toBe('abc')
  })
})
