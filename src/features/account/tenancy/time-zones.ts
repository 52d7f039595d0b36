/** A time zone as its list shows it. */
export interface TimeZoneOption {
  value: string
  label: string
  brazilian: boolean
}

const brazilian = [
  'America/Sao_Paulo',
  'America/Bahia',
  'America/Fortaleza',
  'America/Recife',
  'America/Maceio',
  'America/Belem',
  'America/Araguaina',
  'America/Santarem',
  'America/Manaus',
  'America/Cuiaba',
  'America/Campo_Grande',
  'America/Boa_Vista',
  'America/Porto_Velho',
  'America/Rio_Branco',
  'America/Eirunepe',
  'America/Noronha',
]

/** Every zone of this browser, Brazil's first, named "São Paulo (GMT-3)"; the current value is always there. */
export function timeZoneOptions(locale: string, current: string): TimeZoneOption[] {
  const all = Intl.supportedValuesOf('timeZone').filter((zone) => !brazilian.includes(zone))
  const zones = [...new Set([...brazilian, ...all, current])].filter(Boolean)
  return zones.map((value) => ({
    value,
    label: `${cityOf(value)} (${offsetOf(value, locale)})`,
    brazilian: brazilian.includes(value),
  }))
}

function cityOf(zone: string): string {
  const accents: Record<string, string> = {
    'America/Sao_Paulo': 'São Paulo · Brasília',
    'America/Belem': 'Belém',
    'America/Cuiaba': 'Cuiabá',
    'America/Maceio': 'Maceió',
    'America/Santarem': 'Santarém',
    'America/Araguaina': 'Araguaína',
    'America/Eirunepe': 'Eirunepé',
    'America/Noronha': 'Fernando de Noronha',
  }
  return accents[zone] ?? (zone.split('/').slice(1).join(' · ').replaceAll('_', ' ') || zone)
}

function offsetOf(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts()
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}
