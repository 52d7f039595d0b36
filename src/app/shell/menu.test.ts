import { describe, expect, it } from 'vitest'
import { isCurrent, menuFor } from './menu'

const keys = (facts: Parameters<typeof menuFor>[0]) => menuFor(facts).map((entry) => entry.key)

describe('menuFor', () => {
  it('shows the clinic to its people and the service to its administrators', () => {
    expect(keys({ hasClinic: true, isSaasAdmin: false })).toEqual(['inbox', 'settings'])
    expect(keys({ hasClinic: false, isSaasAdmin: true })).toEqual(['saas'])
    expect(keys({ hasClinic: true, isSaasAdmin: true })).toEqual(['inbox', 'settings', 'saas'])
  })
})

describe('isCurrent', () => {
  it('knows the pages below an entry and not its namesakes', () => {
    const [inbox] = menuFor({ hasClinic: true, isSaasAdmin: false })
    expect(isCurrent(inbox!, '/conversas')).toBe(true)
    expect(isCurrent(inbox!, '/conversas/5511')).toBe(true)
    expect(isCurrent(inbox!, '/conversas-antigas')).toBe(false)
  })
})
