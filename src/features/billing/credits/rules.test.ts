import { describe, expect, it } from 'vitest'
import {
  canSeeStatement,
  centsPerMessage,
  countdown,
  firstDayOf,
  isLow,
  isSpent,
  mayHaveCharged,
  runwayOf,
  stateOf,
  thresholdProblem,
  waitingPurchase,
  withBroadcast,
} from './rules'
import type { CreditBalance, CreditPurchase } from './types'

const clinic: CreditBalance = {
  balance: 100,
  debt_credits: 0,
  held_credits: 0,
  low_balance_threshold: 20,
  low_balance: false,
  is_charged: true,
  updated_at: null,
}
const noon = Date.parse('2026-05-12T12:00:00Z')

describe('who sees what', () => {
  it.each([
    ['owner', true],
    ['admin', true],
    ['supervisor', true],
    ['therapist', false],
    ['operator', false],
    [null, false],
  ] as const)('%s sees the statement: %s', (role, expected) => {
    expect(canSeeStatement(role)).toBe(expected)
  })
})

describe('isLow', () => {
  it('is what the database says', () => {
    expect(isLow({ ...clinic, low_balance: true })).toBe(true)
    expect(isLow(clinic)).toBe(false)
  })

  it('does not matter where messages are free', () => {
    expect(isLow({ ...clinic, low_balance: true, is_charged: false })).toBe(false)
  })
})

describe('isSpent', () => {
  it('is when nothing is left to pay a message with', () => {
    expect(isSpent({ ...clinic, balance: 0 })).toBe(true)
    expect(isSpent({ ...clinic, balance: 1, low_balance: true })).toBe(false)
    expect(isSpent({ ...clinic, balance: 0, is_charged: false })).toBe(false)
  })
})

describe('waitingPurchase', () => {
  const pack = { id: 'p', name: 'P', description: null, credits: 100, price_brl: 39.9, is_featured: false }
  const waiting: CreditPurchase = {
    id: 'w',
    package_id: 'p',
    package_name: 'P',
    credits: 100,
    amount_brl: 39.9,
    status: 'pending',
    expires_at: '2026-05-12T12:00:01Z',
    paid_at: null,
    created_at: '2026-05-12T11:00:00Z',
  }

  it('is one of the same package that can still be paid', () => {
    expect(waitingPurchase([{ ...waiting, id: 'x', package_id: 'q' }, waiting], pack, noon)?.id).toBe('w')
  })

  it.each([
    ['is over', { expires_at: '2026-05-12T12:00:00Z' }],
    ['is paid', { status: 'paid' as const }],
    ['had another price', { amount_brl: 29.9 }],
    ['had other credits', { credits: 90 }],
  ])('is none that %s', (_, patch) => {
    expect(waitingPurchase([{ ...waiting, ...patch }], pack, noon)).toBeNull()
  })
})

describe('centsPerMessage', () => {
  it('divides the price, and does not divide by nothing', () => {
    expect(centsPerMessage(8900, 250)).toBe(35.6)
    expect(centsPerMessage(8900, 0)).toBe(0)
  })
})

describe('firstDayOf', () => {
  it('counts on the clinic’s calendar, today included', () => {
    expect(firstDayOf(7, 'America/Sao_Paulo', Date.parse('2026-05-12T01:00:00Z'))).toBe('2026-05-05')
    expect(firstDayOf(7, 'America/Sao_Paulo', noon)).toBe('2026-05-06')
  })

  it('reaches to the beginning without a period', () => {
    expect(firstDayOf(0, 'America/Sao_Paulo', noon)).toBeNull()
  })
})

describe('runwayOf', () => {
  it('is what the balance lasts at the pace of those days', () => {
    const days = [
      { day: '2026-05-11', used: 4 },
      { day: '2026-05-12', used: 2 },
    ]
    expect(runwayOf(100, days)).toEqual({ left: 33, used: 6, days: 2 })
    expect(runwayOf(0, days)?.left).toBe(0)
  })

  it('does not count the days before the clinic used any', () => {
    const days = [0, 0, 0, 6, 0, 4].map((used, day) => ({ day: `2026-05-1${day}`, used }))
    expect(runwayOf(100, days)).toEqual({ left: 30, used: 10, days: 3 })
  })

  it('is not known where nothing was used, or more came back than went', () => {
    expect(runwayOf(100, [])).toBeNull()
    expect(runwayOf(100, [{ day: '2026-05-12', used: -1 }])).toBeNull()
  })
})

describe('stateOf', () => {
  it('ends with the clock', () => {
    const pending = { status: 'pending', expires_at: '2026-05-12T12:00:01Z' } as const
    expect(stateOf(pending, noon)).toBe('pending')
    expect(stateOf(pending, noon + 1_000)).toBe('expired')
  })

  it('stays paid whatever the clock says', () => {
    expect(stateOf({ status: 'paid', expires_at: '2026-05-12T11:00:00Z' }, noon)).toBe('paid')
  })
})

describe('countdown', () => {
  it.each([
    ['2026-05-12T13:00:00Z', '1:00:00'],
    ['2026-05-12T12:59:07Z', '59:07'],
    ['2026-05-12T12:00:09Z', '0:09'],
    ['2026-05-12T11:00:00Z', '0:00'],
  ])('until %s is %s', (until, expected) => {
    expect(countdown(until, noon)).toBe(expected)
  })
})

describe('mayHaveCharged', () => {
  it('holds when no answer came, not when the answer was no', () => {
    expect(mayHaveCharged('network')).toBe(true)
    expect(mayHaveCharged('invalid_cpf_cnpj')).toBe(false)
  })
})

describe('thresholdProblem', () => {
  it('takes whole numbers', () => {
    for (const text of ['0', '1.000']) expect(thresholdProblem(text)).toBeNull()
    for (const text of ['', 'vinte']) expect(thresholdProblem(text)).not.toBeNull()
  })
})

describe('withBroadcast', () => {
  const heard = { balance: 5, debt_credits: 0, low_balance: true, updated_at: '2026-05-12T12:00:00Z' }

  it('takes what is newer and keeps the rest', () => {
    expect(withBroadcast(clinic, heard)).toEqual({ ...clinic, ...heard })
  })

  it('ignores what is older than what was read', () => {
    const known = { ...clinic, updated_at: '2026-05-12T12:00:01Z' }
    expect(withBroadcast(known, heard)).toBe(known)
  })

  it('waits for the first read', () => {
    expect(withBroadcast(undefined, heard)).toBeUndefined()
  })
})
