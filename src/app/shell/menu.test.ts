import { describe, expect, it } from 'vitest'
import { isCurrent, menuFor, opensFolded } from './menu'

const keys = (facts: Parameters<typeof menuFor>[0]) =>
  menuFor(facts).map((entry) => entry.label.replace('shell.menu.', ''))

describe('menuFor', () => {
  it('shows the clinic to its people and the service to its administrators', () => {
    expect(keys({ hasClinic: true, isSaasAdmin: false })).toEqual(['today', 'inbox', 'settings'])
    expect(keys({ hasClinic: false, isSaasAdmin: true })).toEqual(['saas'])
    expect(keys({ hasClinic: true, isSaasAdmin: true })).toEqual(['today', 'inbox', 'settings', 'saas'])
  })
})

describe('isCurrent', () => {
  it('knows the pages below an entry and not its namesakes', () => {
    const [today, inbox] = menuFor({ hasClinic: true, isSaasAdmin: false })
    expect(isCurrent(today!, '/')).toBe(true)
    expect(isCurrent(today!, '/conversas')).toBe(false)
    expect(isCurrent(inbox!, '/conversas')).toBe(true)
    expect(isCurrent(inbox!, '/conversas/5511')).toBe(true)
    expect(isCurrent(inbox!, '/conversas-antigas')).toBe(false)
  })
})

describe('opensFolded', () => {
  it('leaves the room to the conversations until there are five entries', () => {
    const entries = menuFor({ hasClinic: true, isSaasAdmin: true })
    expect(opensFolded(entries)).toBe(true)
    expect(opensFolded([...entries, entries[0]!])).toBe(false)
  })
})
