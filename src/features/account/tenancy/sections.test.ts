import { describe, expect, it } from 'vitest'
import { addonRoutes } from '@/features/billing/addons/routes'
import { canLead } from '@/kit/clinic/roles'
import { sectionsFor } from './sections'

describe('the add-ons in the settings', () => {
  it('are for everybody, as their balances are', () => {
    expect(sectionsFor(false).map((section) => section.key)).toContain('addons')
    expect(addonRoutes.find(({ name }) => name === 'settings-addons')?.meta?.managersOnly).toBeUndefined()
  })

  it('keep the statement for those who may read it', () => {
    const statement = addonRoutes.find(({ name }) => name === 'settings-addons-statement')
    expect(statement?.meta).toMatchObject({ leadersOnly: true })
    const everybody = ['owner', 'admin', 'supervisor', 'therapist', 'operator'] as const
    expect(everybody.filter(canLead)).toEqual(['owner', 'admin', 'supervisor'])
  })
})
