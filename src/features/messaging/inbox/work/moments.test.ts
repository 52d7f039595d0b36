import { describe, expect, it } from 'vitest'
import { instantOf, wallTimeOf } from '@/lib/wall-time'
import { momentChoices, momentProblem, needsTemplate } from './moments'

const SP = 'America/Sao_Paulo'

describe('moments of the clinic', () => {
  it('are those of its clock, not of the browser’s', () => {
    expect(instantOf({ date: '2026-11-30', time: '08:00' }, SP)?.toISOString()).toBe(
      '2026-11-30T11:00:00.000Z',
    )
    expect(instantOf({ date: '2026-11-30', time: '08:00' }, 'America/Manaus')?.toISOString()).toBe(
      '2026-11-30T12:00:00.000Z',
    )
    expect(wallTimeOf(new Date('2026-11-30T02:15:00Z'), SP)).toEqual({ date: '2026-11-29', time: '23:15' })
  })

  it('stand on both sides of a change of the clocks', () => {
    expect(instantOf({ date: '2026-03-29', time: '08:00' }, 'Europe/Lisbon')?.toISOString()).toBe(
      '2026-03-29T07:00:00.000Z',
    )
    expect(instantOf({ date: '2026-03-29', time: '00:30' }, 'Europe/Lisbon')?.toISOString()).toBe(
      '2026-03-29T00:30:00.000Z',
    )
  })

  it('are nothing while the form is empty', () => {
    expect(instantOf({ date: '', time: '08:00' }, SP)).toBeNull()
  })

  it('offered are later today, tomorrow and Monday', () => {
    // Saturday, 10:20 in São Paulo
    const choices = momentChoices(new Date('2026-11-28T13:20:00Z'), SP)
    expect(choices.map(({ key, at }) => [key, at.toISOString()])).toEqual([
      ['laterToday', '2026-11-28T16:00:00.000Z'],
      ['tomorrow', '2026-11-29T11:00:00.000Z'],
      ['nextWeek', '2026-11-30T11:00:00.000Z'],
    ])
  })

  it('in the evening nothing is later today, and on a Monday the next week is the next', () => {
    const evening = momentChoices(new Date('2026-11-30T22:30:00Z'), SP)
    expect(evening.map(({ key, at }) => [key, at.toISOString()])).toEqual([
      ['tomorrow', '2026-12-01T11:00:00.000Z'],
      ['nextWeek', '2026-12-07T11:00:00.000Z'],
    ])
  })

  it('on a Sunday Monday is offered once, as tomorrow', () => {
    const sunday = momentChoices(new Date('2026-11-29T22:30:00Z'), SP)
    expect(sunday.map(({ key, at }) => [key, at.toISOString()])).toEqual([
      ['tomorrow', '2026-11-30T11:00:00.000Z'],
    ])
  })

  it('cannot be past or further than a year', () => {
    const now = new Date('2026-11-28T12:00:00Z')
    expect(momentProblem(null, now)).toBe('missing')
    expect(momentProblem(now, now)).toBe('past')
    expect(momentProblem(new Date('2027-12-01T12:00:00Z'), now)).toBe('far')
    expect(momentProblem(new Date('2026-11-28T12:01:00Z'), now)).toBeNull()
  })
})

describe('a moment outside of the window', () => {
  const at = new Date('2026-11-23T12:00:00Z')
  it.each([
    [null, null, false],
    [24, null, true],
    [24, '2026-11-23T13:00:00Z', false],
    [24, '2026-11-23T12:00:00Z', true],
  ])('with %s hours until %s needs a template: %s', (hours, until, needed) => {
    expect(needsTemplate(at, hours, until)).toBe(needed)
  })
})
