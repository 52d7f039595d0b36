import { describe, expect, it } from 'vitest'
import { features } from '@/app/features'
import '@/app/started-features'
import { routesFor } from '@/app/router/routes'
import { roles } from '@/kit/clinic/types'
import { roleMay } from '@/kit/permissions'
import { groupedSectionsFor, sectionsFor } from './sections'

const keys = (role: Parameters<typeof sectionsFor>[0]) => sectionsFor(role).map((section) => section.key)

const byKey = (a: { key: string }, b: { key: string }) => a.key.localeCompare(b.key)

describe('sectionsFor', () => {
  it('shows managers all of them, in their order', () => {
    const all = features.flatMap(({ settings }) => settings ?? []).map(({ key }) => key)
    expect(keys('owner').toSorted()).toEqual(all.toSorted())
    // all of a clinic is taken along by its owner alone
    expect(keys('admin')).toEqual(keys('owner').filter((key) => key !== 'exports'))
    const positions = sectionsFor('owner').map(({ position }) => position)
    expect(positions).toEqual(positions.toSorted((a, b) => a - b))
  })

  it('shows the others what they may open', () => {
    for (const role of ['supervisor', 'therapist', 'operator'] as const) {
      for (const key of ['credits', 'addons', 'team', 'profile']) expect(keys(role)).toContain(key)
      for (const key of ['whatsapp', 'clinic', 'queues']) expect(keys(role)).not.toContain(key)
    }
  })

  it('puts each under a heading, and shows no heading without sections', () => {
    const grouped = groupedSectionsFor('owner')
    expect(grouped.flatMap(({ sections }) => sections).toSorted(byKey)).toEqual(
      sectionsFor('owner').toSorted(byKey),
    )
    expect(groupedSectionsFor('operator').map(({ group }) => group)).not.toContain('trust')
  })

  it('has a page for every section', () => {
    const pages = routesFor('settings').map(({ name }) => name)
    for (const { route } of features.flatMap(({ settings }) => settings ?? [])) expect(pages).toContain(route)
  })

  it('keeps the statement of the add-ons for those who may read it', () => {
    const statement = routesFor('settings').find(({ name }) => name === 'settings-addons-statement')
    expect(statement?.meta?.permission).toBe('addons.statement')
    expect(roles.filter((role) => roleMay(role, 'addons.statement'))).toEqual([
      'owner',
      'admin',
      'supervisor',
    ])
  })
})
