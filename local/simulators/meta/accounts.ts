import { demo } from '../demo.ts'

/** The three things of Meta that people write to. */
export const metaProviders = ['whatsapp_cloud', 'messenger', 'instagram'] as const
export type MetaProvider = (typeof metaProviders)[number]

/** A number, a page or an Instagram account. */
export interface MetaAccount {
  provider: MetaProvider
  /** Phone number id, page id or Instagram account id. */
  id: string
  /** Business account of a number, page of an Instagram account. */
  parent: string
  label: string
  /** Digits of the number; empty for the others. */
  number: string
  /** The number stays in the app of a phone. */
  isOnPhone: boolean
}

/** Everything that the simulated Meta has: what is always there, and what a test added. */
export const metaAccounts: MetaAccount[] = [
  { provider: 'whatsapp_cloud', ...demo.meta.number, isOnPhone: false },
  { provider: 'whatsapp_cloud', ...demo.meta.phoneNumber, isOnPhone: true },
  { provider: 'messenger', ...demo.meta.page, parent: demo.meta.page.id, number: '', isOnPhone: false },
  { provider: 'instagram', ...demo.meta.instagram, parent: demo.meta.page.id, number: '', isOnPhone: false },
]

/** The account of an id. */
export const metaAccount = (id: string): MetaAccount | undefined =>
  metaAccounts.find((account) => account.id === id)

/** People have another id on each page and account: the digit before their phone says where. */
const prefixes = { messenger: '7', instagram: '8' } as const

/** The id of a person towards an account: a number, or one that belongs to the page. */
export function personId(provider: MetaProvider, phone: string): string {
  return provider === 'whatsapp_cloud' ? phone : `${prefixes[provider]}${phone}`
}

/** Whose id it is, and where. */
export function personOf(id: string): { provider: 'messenger' | 'instagram'; phone: string } | undefined {
  const provider = (['messenger', 'instagram'] as const).find((name) => id.startsWith(prefixes[name]))
  return provider && /^\d{9,}$/.test(id) ? { provider, phone: id.slice(1) } : undefined
}
