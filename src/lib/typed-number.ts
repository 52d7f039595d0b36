/**
 * A whole number as people type it, or null when it is none ("250", "1.000", and with the comma of English "1,000");
 * never over a million, the most that the database takes of anything counted.
 */
export function wholeOfTyped(text: string): number | null {
  const typed = text.trim()
  if (!/^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)$/.test(typed)) return null
  const whole = Number(typed.replace(/\D/g, ''))
  return whole <= 1_000_000 ? whole : null
}
