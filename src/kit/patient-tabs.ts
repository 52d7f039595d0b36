import type { Component } from 'vue'
import type { Permission } from './permissions'

/** A tab of a patient's page; its component gets the prop `patientId`. */
export interface PatientTab {
  /** Its part of the address: `/pacientes/<patient>/<id>`. */
  id: string
  /** Key of its name, in `patients.json`: the page is on screen before the tab's own texts. */
  label: string
  component: () => Promise<{ default: Component }>
  /** Files of its texts, fetched with it. */
  areas?: readonly string[]
  /** Tabs stand in this order. */
  order: number
  /** Only for those of the clinic whose role has it. */
  permission?: Permission
}

const tabs: PatientTab[] = []

/** Makes the tabs of a feature known; called once a feature, when the app starts. */
export function addPatientTabs(more: readonly PatientTab[]): void {
  for (const tab of more) {
    if (tabs.some(({ id }) => id === tab.id)) throw new Error(`Two features declare the tab ${tab.id}`)
    tabs.push(tab)
  }
  tabs.sort((a, b) => a.order - b.order)
}

/** The tabs of a patient's page in their order, for whoever may open them. */
export function patientTabs(may: (permission: Permission) => boolean): readonly PatientTab[] {
  return tabs.filter(({ permission }) => permission === undefined || may(permission))
}
