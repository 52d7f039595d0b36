import { describe, expect, it } from 'vitest'
import { movedBy, turnProblem, withoutPerson, withPause, withPerson } from './rules'
import type { TurnPerson } from './types'

const person = (user_id: string, more: Partial<TurnPerson> = {}): TurnPerson => ({
  user_id,
  is_paused: false,
  is_active: true,
  last_turn_at: null,
  ...more,
})
const people = [person('a'), person('b'), person('c')]
const ids = (list: readonly TurnPerson[]) => list.map(({ user_id }) => user_id).join('')

describe('the order of the turns', () => {
  it('moves by a place, and not over its ends', () => {
    expect(ids(movedBy(people, 'c', -1))).toBe('acb')
    expect(ids(movedBy(people, 'a', 1))).toBe('bac')
    expect(ids(movedBy(people, 'a', -1))).toBe('abc')
    expect(ids(movedBy(people, 'x', 1))).toBe('abc')
  })

  it('takes somebody in at the end, once', () => {
    expect(ids(withPerson(people, 'd'))).toBe('abcd')
    expect(ids(withPerson(people, 'a'))).toBe('abc')
  })

  it('pauses one of them', () => {
    expect(withPause(people, 'b', true).map(({ is_paused }) => is_paused)).toEqual([false, true, false])
  })

  it('is off without the last one', () => {
    expect(withoutPerson([person('a')], true, 'a')).toEqual({ is_on: false, people: [] })
    expect(withoutPerson(people, true, 'a').is_on).toBe(true)
  })
})

describe('turns that give nothing', () => {
  it.each([
    [[], 'empty'],
    [[person('a', { is_paused: true }), person('b', { is_active: false })], 'allPaused'],
    [[person('a', { is_paused: true }), person('b')], null],
  ] as const)('of %o say %s', (list, problem) => expect(turnProblem(list)).toBe(problem))
})
