import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOpen, localClock, minuteOfDay, type OpeningHours } from './schedule.ts'

const weekdays: OpeningHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }))

describe('the clock of the clinic', () => {
  test('is not the clock of the server', () => {
    const at = new Date('2026-03-10T02:30:00Z')
    expect(localClock(at, 'America/Sao_Paulo')).toEqual({
      weekday: 1,
      minute: 23 * 60 + 30,
      date: '2026-03-09',
    })
    expect(localClock(at, 'America/Manaus')).toEqual({ weekday: 1, minute: 22 * 60 + 30, date: '2026-03-09' })
  })

  test('knows daylight saving', () => {
    expect(localClock(new Date('2026-07-01T12:00:00Z'), 'Europe/Lisbon').minute).toBe(13 * 60)
    expect(localClock(new Date('2026-01-01T12:00:00Z'), 'Europe/Lisbon').minute).toBe(12 * 60)
  })

  test('always shows a time of day', () => {
    const zones = fc.constantFrom('America/Sao_Paulo', 'America/Noronha', 'America/Rio_Branco', 'UTC')
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
        zones,
        (at, zone) => {
          const { weekday, minute } = localClock(at, zone)
          expect(weekday).toBeGreaterThanOrEqual(0)
          expect(minute).toBeGreaterThanOrEqual(0)
          expect(minute).toBeLessThan(1440)
        },
      ),
    )
  })
})

describe('opening hours', () => {
  const open = (at: string) => isOpen(new Date(at), 'America/Sao_Paulo', weekdays)
  test('begin on the minute and end before it', () => {
    expect([open('2026-03-10T11:00:00Z'), open('2026-03-10T10:59:59Z')]).toEqual([true, false])
    expect([open('2026-03-10T20:59:59Z'), open('2026-03-10T21:00:00Z')]).toEqual([true, false])
  })
  test('pause on Sunday', () => expect(open('2026-03-08T15:00:00Z')).toBe(false))
  test('may run past midnight', () => {
    const night = [{ weekday: 5, from: 22 * 60, to: 2 * 60 }]
    expect(isOpen(new Date('2026-03-14T01:30:00Z'), 'America/Sao_Paulo', night)).toBe(true)
    expect(isOpen(new Date('2026-03-14T04:30:00Z'), 'America/Sao_Paulo', night)).toBe(true)
    expect(isOpen(new Date('2026-03-14T05:00:00Z'), 'America/Sao_Paulo', night)).toBe(false)
  })
})

test('a time of day in words', () => {
  expect(['08:30', '24:00', '7:05', '24:01', 'noon'].map(minuteOfDay)).toEqual([510, 1440, 425, null, null])
})
