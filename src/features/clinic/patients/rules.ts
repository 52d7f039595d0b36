/** Whole years between a birthday and a day, both ISO days; a birthday on 29 February is kept on 1 March. */
export function ageOn(birthDate: string, today: string): number {
  const [years, monthAndDay] = [Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)), today.slice(5)]
  return monthAndDay < birthDate.slice(5) ? years - 1 : years
}

/** Where somebody lives, in one line; empty where nothing is known. */
export function addressLine(address: {
  street: string | null
  street_number: string | null
  complement: string | null
  district: string | null
  city: string | null
  state: string | null
}): string {
  const street = [address.street, address.street_number, address.complement].filter(Boolean).join(', ')
  const city = [address.city, address.state].filter(Boolean).join('/')
  return [street, address.district, city].filter(Boolean).join(' · ')
}

/** "01310-100" */
export function formatCep(cep: string): string {
  return /^\d{8}$/.test(cep) ? `${cep.slice(0, 5)}-${cep.slice(5)}` : cep
}

/** "12/05/1990": a day without a moment, which no time zone moves. */
export function formatBirthday(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(day))
}

/** What somebody does for a patient: decides, pays, is told. */
export function rolesOf(relation: {
  is_guardian: boolean
  is_payer: boolean
  is_told: boolean
}): ('guardian' | 'payer' | 'told')[] {
  return [
    ...(relation.is_guardian ? (['guardian'] as const) : []),
    ...(relation.is_payer ? (['payer'] as const) : []),
    ...(relation.is_told ? (['told'] as const) : []),
  ]
}
