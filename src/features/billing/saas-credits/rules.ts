import { wholeOfTyped } from '@/lib/typed-number'
import type { AddonProduct, BookFault, CreditPackage, ProductDraft } from './types'

/** The highest price that is believed to be meant: R$ 9.999.999,99. */
const MAX_CENTS = 999_999_999

/**
 * Cents of a price as people type it ("1.289,90", "R$ 39", "39,9", and with the point of English "39.90",
 * "1,289.90"), or null when it is none. A point before three digits parts thousands, as in Brazil; a comma there is
 * none of ours.
 */
export function centsOfTyped(text: string): number | null {
  const typed = text.replace(/^\s*R\$/i, '').trim()
  const match =
    /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(typed) ??
    /^(\d+|\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/.exec(typed)
  if (!match) return null
  const cents = Number(match[1]!.replace(/\D/g, '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return cents <= MAX_CENTS ? cents : null
}

/** "1289,90": a price to go on typing at. */
export function typedOfCents(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
}

/** A whole number of credits from 1 to a million, or null. */
export function creditsOfTyped(text: string): number | null {
  return wholeOfTyped(text) || null
}

/** A limit: a whole number, null for an empty field, undefined for anything else. */
export function limitOfTyped(text: string): number | null | undefined {
  return text.trim() === '' ? null : (wholeOfTyped(text) ?? undefined)
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

/** What the shop is left without when a package goes. */
export function lossesOf(packages: readonly CreditPackage[], gone: CreditPackage): ('sale' | 'featured')[] {
  if (!gone.is_active) return []
  const left = packages.filter((one) => one.is_active && one.id !== gone.id)
  if (left.length === 0) return ['sale']
  return gone.is_featured && !left.some((one) => one.is_featured) ? ['featured'] : []
}

/** A product as its form holds it. */
export function draftOf(product: AddonProduct): ProductDraft {
  return {
    id: product.id,
    seenAt: product.updated_at,
    slug: product.slug,
    name: product.name,
    description: product.description ?? '',
    addonType: product.addon_type,
    credits: product.credits_amount ?? 0,
    priceCents: product.price_cents,
    isActive: product.is_active ?? true,
    isVisible: product.is_visible ?? true,
    icon: product.icon,
    sortOrder: product.sort_order ?? 0,
  }
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
