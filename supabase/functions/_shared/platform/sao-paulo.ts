const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo', dateStyle: 'short' })
const time = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** The day in São Paulo, as `2026-11-23`. */
export function dayInSaoPaulo(at: Date): string {
  return day.format(at)
}

/** The time on a clock in São Paulo, as `2026-11-23 18:45:00`. */
export function timeInSaoPaulo(at: Date): string {
  return time.format(at)
}
