/** True when two numbers are one person: Brazilian mobiles with and without the ninth digit are the same. */
export function samePhone(left: string, right: string): boolean {
  return withoutNinthDigit(left) === withoutNinthDigit(right)
}

function withoutNinthDigit(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.replace(/^(55[1-9]\d)9(\d{8})$/, '$1$2')
}
