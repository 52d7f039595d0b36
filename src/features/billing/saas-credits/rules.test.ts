import { describe, expect, it } from 'vitest'
import {
  centsOfTyped,
  creditsOfTyped,
  faultsByClinic,
  isNote,
  limitOfTyped,
  lossesOf,
  moved,
  slugOf,
  typedOfCents,
} from './rules'
import type { CreditPackage } from './types'

describe('centsOfTyped', () => {
  it.each([
    ['39', 3900],
    ['39,9', 3990],
    ['R$ 39,90', 3990],
    ['1.289,05', 128_905],
    ['0,07', 7],
    ['49.90', 4990],
    ['49.9', 4990],
    ['1,289.05', 128_905],
    ['1.289', 128_900],
    ['1289.05', 128_905],
    ['9.999.999,99', 999_999_999],
  ])('reads %s', (typed, cents) => expect(centsOfTyped(typed)).toBe(cents))

  it.each(['', '1,234', '-5', 'dez', '1.2.3', '1.28,5', '1,28.5', '49.', '49,901', '1e3', '10000000'])(
    'refuses "%s"',
    (typed) => expect(centsOfTyped(typed)).toBeNull(),
  )

  it('reads what it wrote', () => {
    for (const cents of [1, 10, 99, 100, 3990, 128_905]) expect(centsOfTyped(typedOfCents(cents))).toBe(cents)
  })
})

describe('creditsOfTyped', () => {
  it('is a whole number, and not nothing', () => {
    expect(['1.000', '1', '0', '-3', ''].map(creditsOfTyped)).toEqual([1000, 1, null, null, null])
  })
})

describe('limitOfTyped', () => {
  it('tells no limit, a limit and nonsense apart', () => {
    expect(['', '0', '1.000', 'x'].map(limitOfTyped)).toEqual([null, 0, 1000, undefined])
  })
})

describe('moved', () => {
  const packages = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  it('changes places with the neighbour and stops at the ends', () => {
    expect(moved(packages, 'b', -1)).toEqual(['b', 'a', 'c'])
    expect(moved(packages, 'b', 1)).toEqual(['a', 'c', 'b'])
    expect(moved(packages, 'a', -1)).toEqual(['a', 'b', 'c'])
    expect(moved(packages, 'c', 1)).toEqual(['a', 'b', 'c'])
  })
})

describe('slugOf', () => {
  it('keeps letters and digits without accents', () =>
    expect(slugOf(' 500 SMS à vista! ')).toBe('500-sms-a-vista'))
})

describe('lossesOf', () => {
  const pack = (id: string, is_active: boolean, is_featured: boolean) =>
    ({ id, is_active, is_featured }) as CreditPackage
  const featured = pack('a', true, true)
  const plain = pack('b', true, false)
  it('names the only one on sale, and the only featured one', () => {
    expect(lossesOf([featured, plain], featured)).toEqual(['featured'])
    expect(lossesOf([featured, plain], plain)).toEqual([])
    expect(lossesOf([featured, pack('c', false, true)], featured)).toEqual(['sale'])
    expect(lossesOf([featured, plain, pack('c', false, true)], featured)).toEqual(['featured'])
    expect(lossesOf([featured, pack('c', true, true)], featured)).toEqual([])
  })
  it('is nothing for one that is not on sale', () => {
    const hidden = pack('c', false, true)
    expect(lossesOf([plain, hidden], hidden)).toEqual([])
  })
})

describe('isNote', () => {
  it('wants words', () => {
    expect([isNote('  ok '), isNote('Cortesia'), isNote('x'.repeat(501))]).toEqual([false, true, false])
  })
})

it('faults of books stand under their clinic', () => {
  const fault = (tenant_id: string, addon_type: string | null) =>
    ({ tenant_id, tenant_name: `Clínica ${tenant_id}`, addon_type, fault: 'balance' }) as const
  const list = [fault('a', null), fault('b', null), fault('a', 'sms')]
  expect(faultsByClinic(list)).toEqual([
    { id: 'a', name: 'Clínica a', faults: [list[0], list[2]] },
    { id: 'b', name: 'Clínica b', faults: [list[1]] },
  ])
  expect(faultsByClinic([])).toEqual([])
})
