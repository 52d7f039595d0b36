/**
 * True when two numbers are one person: Brazilian mobiles with and without the ninth digit, Mexican ones with and without
 * the 1 and Argentinian ones with and without the 9 after the country code are the same.
 */
export function samePhone(left: string, right: string): boolean {
  return comparable(left) === comparable(right)
}

function comparable(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.replace(/^(55[1-9]\d)9(\d{8})$/, '$1$2').replace(/^(?:(52)1|(54)9)(\d{10})$/, '$1$2$3')
}
