import { describe, expect, it } from 'vitest'
import { addressOf, patchOf } from './address'
import { wallOfLocal } from './calendar/items'
import { hoursProblem } from './hours'
import { priceText, typedPrice } from './price'
import type { WorkingHours } from './types'

describe('the address of the agenda', () => {
  it('keeps where one is', () => {
    const address = {
      view: 'month' as const,
      day: '2026-12-01',
      therapists: ['a', 'b'],
      room: 'r',
      session: 's',
    }
    const query = patchOf(address)
    expect(query).toEqual({ ver: 'mes', data: '2026-12-01', terapeutas: 'a,b', sala: 'r', sessao: 's' })
    expect(addressOf(query as Record<string, string>)).toEqual(address)
  })

  it('is as if nothing were said where it says nonsense', () => {
    const nothing = { view: null, day: null, therapists: [], room: null, session: null }
    expect(addressOf({})).toEqual(nothing)
    expect(addressOf({ ver: 'ano', data: '2026-13-45', sala: '' })).toEqual(nothing)
  })

  it('changes only what is named', () => {
    expect(patchOf({ room: null })).toEqual({ sala: undefined })
    expect(patchOf({ therapists: [] })).toEqual({ terapeutas: undefined })
  })
})

it('reads the clock of the calendar', () => {
  expect(wallOfLocal(new Date(2026, 11, 1, 9, 5))).toBe('2026-12-01T09:05')
})

describe('a week of work', () => {
  const span = (from_time: string, until_time: string, more: Partial<WorkingHours> = {}): WorkingHours => ({
    weekday: 'mon',
    from_time,
    until_time,
    room_id: null,
    every_weeks: 1,
    counted_from: null,
    ...more,
  })
  it.each([
    [[span('08:00', '12:00'), span('12:00', '18:00')], false],
    [[span('08:00', '12:00'), span('11:00', '18:00')], true],
    [[span('08:00', '12:00'), span('11:00', '18:00', { weekday: 'tue' })], false],
    [[span('12:00', '08:00')], true],
    [[span('', '08:00')], true],
  ])('%#', (spans, problem) => expect(hoursProblem(spans)).toBe(problem))
})

describe('a price', () => {
  it.each([
    ['180', 18000],
    ['180,5', 18050],
    ['R$ 1.250,00', 125000],
    ['180.50', 18050],
    ['', null],
    ['abc', undefined],
    ['1,234', undefined],
  ])('"%s" is %s', (text, cents) => expect(typedPrice(text)).toBe(cents))

  it('is written as it is typed', () => {
    expect(priceText(125050)).toBe('1250,50')
    expect(priceText(null)).toBe('')
  })
})
