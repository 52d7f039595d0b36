import { expect, it } from 'vitest'
import type { Permission } from './permissions'
import { addPatientTabs, patientTabs, type PatientTab } from './patient-tabs'

const tab = (id: string, order: number, permission?: string): PatientTab => ({
  id,
  label: `patients.tabs.${id}`,
  component: () => Promise.resolve({ default: {} }),
  order,
  ...(permission ? { permission: permission as Permission } : {}),
})

it('the tabs that features hang into a patient stand in their order, for those who may open them', () => {
  addPatientTabs([tab('test-last', 1030), tab('test-first', 1010)])
  addPatientTabs([tab('test-record', 1020, 'test.record')])
  const ids = (may: boolean) =>
    patientTabs(() => may)
      .map(({ id }) => id)
      .filter((id) => id.startsWith('test-'))
  expect(ids(true)).toEqual(['test-first', 'test-record', 'test-last'])
  expect(ids(false)).toEqual(['test-first', 'test-last'])
})

it('no two features have a tab of one address', () => {
  expect(() => addPatientTabs([tab('test-first', 1)])).toThrow('Two features declare')
})
