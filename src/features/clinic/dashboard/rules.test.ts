import { describe, expect, it } from 'vitest'
import { changeOf, daysOf, isGood, kpisFor, type PeriodName } from './rules'

describe('daysOf', () => {
  it.each<[PeriodName, string, string, string]>([
    ['semana', '2026-11-28', '2026-11-23', '2026-11-28'],
    ['semana', '2026-03-01', '2026-02-23', '2026-03-01'],
    ['mes', '2026-11-28', '2026-11-01', '2026-11-28'],
    ['passado', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['passado', '2026-01-05', '2025-12-01', '2025-12-31'],
    ['trimestre', '2026-06-30', '2026-04-01', '2026-06-30'],
    ['ano', '2026-11-28', '2026-01-01', '2026-11-28'],
    ['livre', '2026-11-28', '2026-10-30', '2026-11-28'],
  ])('%s on %s is %s to %s', (name, today, from, to) => {
    expect(daysOf(name, today, {}).days).toEqual({ from, to })
  })

  it('takes typed days in either order, and leaves out what is none', () => {
    const typed = { from: '2026-05-02', to: '2026-05-01' }
    expect(daysOf('livre', '2026-11-28', typed).days).toEqual({ from: '2026-05-01', to: '2026-05-02' })
    expect(daysOf('livre', '2026-11-28', { from: 'x', to: '2026-13-45' }).days.to).toBe('2026-11-28')
  })
})

describe('changeOf', () => {
  it('is a share of what was; of rates it is the difference', () => {
    expect(changeOf('count', 15, 10)).toBe(0.5)
    expect(changeOf('rate', 0.25, 0.2)).toBeCloseTo(0.05)
    expect(changeOf('count', 3, 0)).toBeNull()
    expect(changeOf('rate', null, 0.2)).toBeNull()
  })

  it('is good or bad by what is counted', () => {
    expect(isGood('up', 0.1)).toBe(true)
    expect(isGood('down', 0.1)).toBe(false)
    expect(isGood('down', -0.1)).toBe(true)
    expect(isGood('up', 0.001)).toBeNull()
    expect(isGood(null, 0.5)).toBeNull()
  })
})

it('who sees no money has no numbers of it', () => {
  expect(kpisFor({ sees_money: false }).some(({ kind }) => kind === 'money')).toBe(false)
  expect(kpisFor({ sees_money: true }).some(({ key }) => key === 'received_cents')).toBe(true)
})
