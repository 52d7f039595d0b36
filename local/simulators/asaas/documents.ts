const weights = (length: number, highest: number): number[] =>
  Array.from({ length }, (_, index) => {
    const weight = length + 1 - index
    return highest === 9 ? ((weight - 2) % 8) + 2 : weight
  })

const checkDigit = (digits: number[], highest: number): number => {
  const factors = weights(digits.length, highest)
  const rest = digits.reduce((sum, digit, index) => sum + digit * (factors[index] ?? 0), 0) % 11
  return rest < 2 ? 0 : 11 - rest
}

/** A CPF or CNPJ without its punctuation. */
export const bareDocument = (value: string): string => value.replace(/[^0-9a-z]/gi, '').toUpperCase()

/** Whether the check digits of a CPF (11 digits) or CNPJ (14 letters and digits) are right. */
export function isCpfCnpj(value: string): boolean {
  const bare = bareDocument(value)
  if (!/^(\d{11}|[0-9A-Z]{12}\d{2})$/.test(bare)) return false
  const digits = [...bare].map((character) => character.charCodeAt(0) - 48)
  if (new Set(digits).size === 1) return false
  const highest = digits.length === 14 ? 9 : 11
  const first = checkDigit(digits.slice(0, -2), highest)
  const second = checkDigit(digits.slice(0, -1), highest)
  return digits.at(-2) === first && digits.at(-1) === second
}
