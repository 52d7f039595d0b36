import type { BookFault, CreditPackage } from './types'

/** Cents of a price as Brazilians type it ("1.289,90", "R$ 39", "39,9"), or null when it is none. */
export function centsOfTyped(text: string): number | null {
  const typed = text.replace(/^\s*R\$/i, '').trim()
  const match = /^(\d{1,8}|\d{1,3}(?:\.\d{3}){1,2})(?:,(\d{1,2}))?$/.exec(typed)
  if (!match) return null
  return Number(match[1]!.replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** "1289,90": a price to go on typing at. */
export function typedOfCents(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
}

/** Cents of reais with two decimals, as the database answers them. */
export function centsOfReais(reais: number): number {
  return Math.round(reais * 100)
}

/** Cents that one message costs, with fractions. */
export function centsPerMessage(priceCents: number, credits: number): number {
  return credits > 0 ? priceCents / credits : 0
}

/** A whole number of credits from 1 to a million, or null; thousands may have their point. */
export function creditsOfTyped(text: string): number | null {
  const typed = text.trim()
  if (!/^(\d+|\d{1,3}(\.\d{3})+)$/.test(typed)) return null
  const credits = Number(typed.replaceAll('.', ''))
  return credits >= 1 && credits <= 1_000_000 ? credits : null
}

/** A limit: a whole number, null for an empty field, undefined for anything else. */
export function limitOfTyped(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  return /^\d{1,7}$/.test(typed) ? Number(typed) : undefined
}

/** The ids after moving one of them up (-1) or down (1); the same ones when it cannot move. */
export function moved(packages: readonly Pick<CreditPackage, 'id'>[], id: string, step: -1 | 1): string[] {
  const ids = packages.map((one) => one.id)
  const from = ids.indexOf(id)
  const to = from + step
  if (from < 0 || to < 0 || to >= ids.length) return ids
  ids.splice(to, 0, ...ids.splice(from, 1))
  return ids
}

/** "500 SMS à vista" → "500-sms-a-vista": an identifier to begin with. */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** A note that says why is from 3 to 500 characters long. */
export function isNote(text: string): boolean {
  const { length } = text.trim()
  return length >= 3 && length <= 500
}

export interface ClinicWithFaults {
  id: string
  name: string | null
  faults: BookFault[]
}

/** Faults under the clinic that they belong to, in the order in which they came. */
export function faultsByClinic(faults: readonly BookFault[]): ClinicWithFaults[] {
  const clinics = new Map<string, ClinicWithFaults>()
  for (const fault of faults) {
    const clinic = clinics.get(fault.tenant_id) ?? {
      id: fault.tenant_id,
      name: fault.tenant_name,
      faults: [],
    }
    clinic.faults.push(fault)
    clinics.set(fault.tenant_id, clinic)
  }
  return [...clinics.values()]
}
