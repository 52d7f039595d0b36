/** Cents of what was typed: "18", "18,5", "1.250,00"; null is no amount. */
export function centsOf(text: string): number | null {
  const plain = text.trim().replace(/^R\$\s*/, '')
  if (!/^(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?$/.test(plain)) return null
  return Math.round(Number(plain.replaceAll('.', '').replace(',', '.')) * 100)
}

/** Cents as they are typed. */
export const textOf = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',')
