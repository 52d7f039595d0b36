/** Cents of reais with two decimals, as the database answers them; for what is only shown. */
export function centsOf(reais: number): number {
  return Math.round(reais * 100)
}
