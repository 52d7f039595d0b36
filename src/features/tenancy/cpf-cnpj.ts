import { isCNPJ, isCPF } from 'validation-br'

/** The digits; dots, dashes, slashes and blanks that people type around them go, anything else stays to be refused. */
export function normaliseCpfCnpj(text: string): string {
  return text.replace(/[.\-/\s]/g, '')
}

/** Whether the check digits of a CPF (11) or CNPJ (14) are right. */
export function isCpfCnpj(text: string): boolean {
  const value = normaliseCpfCnpj(text)
  if (/^\d{11}$/.test(value)) return isCPF(value)
  return /^\d{14}$/.test(value) && isCNPJ(value)
}

/** "123.456.789-09" or "11.222.333/0001-81"; anything else as it was typed. */
export function formatCpfCnpj(text: string): string {
  const value = normaliseCpfCnpj(text)
  if (/^\d{11}$/.test(value)) return value.replace(/(.{3})(.{3})(.{3})(.{2})/, '$1.$2.$3-$4')
  if (/^\d{14}$/.test(value)) return value.replace(/(.{2})(.{3})(.{3})(.{4})(.{2})/, '$1.$2.$3/$4-$5')
  return text
}
