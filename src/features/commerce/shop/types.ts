/** What the settings of the shop are saved with. */
export interface ShopForm {
  is_open: boolean
  slug: string
  is_indexed: boolean
  legal_name: string
  /** CPF or CNPJ, as it is shown. */
  tax_id: string
  address: string
  email: string
  phone: string
  intro_text: string
  policy_text: string
}

export type ShopSettings = {
  [K in keyof ShopForm]: ShopForm[K] extends string ? string | null : ShopForm[K]
} & {
  /** Whether the clinic has switched the module on. */
  is_on: boolean
  suggested_slug: string
  /** How many products stand in it. */
  published: number
}

/** The public address of a shop. */
export const shopAddress = (slug: string): string => `${window.location.origin}/loja/${slug}`
