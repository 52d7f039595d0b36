import type { ProductOption, Purchase, PurchaseState } from './types'

/** A variant as its form has it; amounts and numbers are what was typed. */
export interface VariantDraft {
  id: string
  choices: string[]
  sku: string
  barcode: string
  price: string
  cost: string
  tracks_stock: boolean
  uses_lots: boolean
  reorder_point: string
  reorder_quantity: string
  supplier_id: string
}

/** Cents of what was typed: "180", "180,5", "1.250,00"; null is no amount. */
export function typedCents(text: string): number | null {
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:[,.](\d{1,2}))?$/.exec(text.replace(/^\s*R\$/, '').trim())
  if (!match) return null
  return Number((match[1] ?? '').replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** Cents as they stand in a field. */
export const centsText = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',')

/** A day of the calendar ("2026-11-30") as people write it: it has no zone. */
export const dayText = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  )

/** Choices of a line of text: "10 ml, 30 ml". */
export function choicesOf(text: string): string[] {
  const all = text
    .split(/[,;\n]/)
    .map((one) => one.trim().replaceAll(/\s+/g, ' '))
    .filter((one) => one !== '')
  return all.filter((one, at) => all.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === at)
}

/** Every combination of the choices, one of each option, in their order; of no options it is the one empty combination. */
export function combinationsOf(options: readonly ProductOption[]): string[][] {
  return options.reduce<string[][]>(
    (all, option) => all.flatMap((row) => option.choices.map((choice) => [...row, choice])),
    [[]],
  )
}

/** Letters for a SKU out of a name: "Óleo de lavanda", "10 ml" is OLE-LAV-10ML. */
export function suggestedSku(name: string, choices: readonly string[]): string {
  const bare = (text: string) =>
    text
      .normalize('NFD')
      .replaceAll(/[^\p{Letter}\p{Number} ]/gu, '')
      .toUpperCase()
      .split(/\s+/)
      .filter(Boolean)
  const words = bare(name).filter((word) => word.length > 2 || /\d/.test(word))
  return [...words.slice(0, 3).map((word) => word.slice(0, 3)), ...choices.map((one) => bare(one).join(''))]
    .filter(Boolean)
    .join('-')
    .replaceAll(/[^A-Z0-9-]/g, '')
    .slice(0, 40)
}

/** The variants that options ask for: known combinations keep what was typed, new ones begin as the first of them. */
export function variantsOf(
  name: string,
  options: readonly ProductOption[],
  known: readonly VariantDraft[],
  newId: () => string,
): VariantDraft[] {
  const [first] = known
  return combinationsOf(options).map((choices, at) => {
    const same = known.find((one) => one.choices.join('\n') === choices.join('\n'))
    // a product that gets its first option keeps its only variant as the first of the new ones
    const kept = same ?? (at === 0 && known.length === 1 && first?.choices.length === 0 ? first : undefined)
    if (kept) return { ...kept, choices }
    return {
      ...emptyVariant(newId()),
      price: first?.price ?? '',
      cost: first?.cost ?? '',
      tracks_stock: first?.tracks_stock ?? true,
      uses_lots: first?.uses_lots ?? false,
      supplier_id: first?.supplier_id ?? '',
      choices,
      sku: suggestedSku(name, choices),
    }
  })
}

/** A variant of which nothing is known. */
export const emptyVariant = (id: string): VariantDraft => ({
  id,
  choices: [],
  sku: '',
  barcode: '',
  price: '',
  cost: '',
  tracks_stock: true,
  uses_lots: false,
  reorder_point: '',
  reorder_quantity: '',
  supplier_id: '',
})

/** Colours of the states of a purchase order. */
export const purchaseTones: Record<PurchaseState, 'neutral' | 'ok' | 'warn' | 'coral' | 'primary'> = {
  draft: 'neutral',
  sent: 'primary',
  partial: 'warn',
  received: 'ok',
  cancelled: 'coral',
}

/** A purchase order as a message to the supplier. */
export function purchaseText(purchase: Purchase, clinic: string): string {
  return [
    `Olá! Segue o pedido de compra nº ${purchase.number} de ${clinic}:`,
    ...purchase.items.map((item) => `• ${item.quantity} ${item.unit} – ${item.name} (${item.sku})`),
    ...(purchase.expected_on ? [`Entrega esperada até ${dayText(purchase.expected_on, 'pt-BR')}.`] : []),
    ...(purchase.note ? [purchase.note] : []),
  ].join('\n')
}
