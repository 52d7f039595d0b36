/** "180,00" of cents, for a form; nothing where there is no price. */
export function priceText(cents: number | null): string {
  return cents === null ? '' : (cents / 100).toFixed(2).replace('.', ',')
}

/** Cents of what was typed: "180", "180,5", "1.250,00". Null is no price, undefined is no number. */
export function typedPrice(text: string): number | null | undefined {
  const plain = text.replace(/^\s*R\$/, '').trim()
  if (plain === '') return null
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:[,.](\d{1,2}))?$/.exec(plain)
  if (!match) return undefined
  return Number((match[1] ?? '').replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
