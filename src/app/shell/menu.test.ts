import { afterEach, describe, expect, it } from 'vitest'
import '@/app/started-features'
import { setModulesInUse } from '@/kit/permissions'
import { inBar, isCurrent, menuFor, opensFolded } from './menu'

const keys = (facts: Parameters<typeof menuFor>[0]) =>
  menuFor(facts).map((entry) => entry.label.replace('shell.menu.', ''))

describe('menuFor', () => {
  it('shows the clinic to its people and the service to its administrators', () => {
    const clinic = keys({ hasClinic: true, isSaasAdmin: false, role: 'operator' })
    expect(clinic.filter((key) => ['today', 'inbox', 'settings', 'saas'].includes(key))).toEqual([
      'today',
      'inbox',
      'settings',
    ])
    expect(keys({ hasClinic: false, isSaasAdmin: true, role: null })).toEqual(['saas'])
    expect(keys({ hasClinic: true, isSaasAdmin: true, role: 'operator' })).toEqual([...clinic, 'saas'])
  })
})

describe('menuFor a clinic that switched a module off', () => {
  afterEach(() => setModulesInUse(null))

  it('leaves out what is part of it', () => {
    setModulesInUse(['sales'])
    expect(keys({ hasClinic: true, isSaasAdmin: false, role: 'operator' })).toContain('sales')
    setModulesInUse([])
    expect(keys({ hasClinic: true, isSaasAdmin: false, role: 'operator' })).not.toContain('sales')
  })
})

describe('isCurrent', () => {
  it('knows the pages below an entry and not its namesakes', () => {
    const [today, inbox] = menuFor({ hasClinic: true, isSaasAdmin: false, role: 'operator' })
    expect(isCurrent(today!, '/')).toBe(true)
    expect(isCurrent(today!, '/conversas')).toBe(false)
    expect(isCurrent(inbox!, '/conversas')).toBe(true)
    expect(isCurrent(inbox!, '/conversas/5511')).toBe(true)
    expect(isCurrent(inbox!, '/conversas-antigas')).toBe(false)
  })
})

describe('opensFolded', () => {
  it('leaves the room to the conversations until there are five entries', () => {
    const [entry] = menuFor({ hasClinic: true, isSaasAdmin: false, role: 'operator' })
    expect(opensFolded(Array.from({ length: 4 }, () => entry!))).toBe(true)
    expect(opensFolded(Array.from({ length: 5 }, () => entry!))).toBe(false)
  })
})

describe('inBar', () => {
  it('keeps five names on a phone, the last of which opens the others', () => {
    const [entry] = menuFor({ hasClinic: true, isSaasAdmin: false, role: 'operator' })
    const many = (length: number) => Array.from({ length }, () => entry!)
    expect(inBar(many(5))).toEqual({ shown: many(5), more: [] })
    expect(inBar(many(7))).toEqual({ shown: many(4), more: many(3) })
  })
})
