import { isCNPJ, isCPF } from 'validation-br'

const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const label = /^\s*(cpf|cnpj)(\/cnpj)?[\s:]+/i
const punctuation = /[.,/\-\s\u2010-\u2015\u2212]/g

/**
 * A CPF or CNPJ as SQL keeps it (app.normalise_cpf_cnpj): what people type or paste around it goes, letters are raised,
 * and the zeros that a spreadsheet took off the front come back. Anything else stays to be refused.
 */
export function normaliseCpfCnpj(text: string): string {
  const value = text
    .replace(invisible, '')
    .replace(label, '')
    .replace(punctuation, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
  if (/^\d{8,13}$/.test(value) && !isValid(value)) {
    const whole = value.padStart(value.length < 11 ? 11 : 14, '0')
    if (isValid(whole)) return whole
  }
  return value
}

function isValid(value: string): boolean {
  if (/^(.)\1*$/.test(value)) return false
  if (/^\d{11}$/.test(value)) return isCPF(value)
  return /^[\dA-Z]{12}\d{2}$/.test(value) && isCNPJ(value)
}

/** Whether the check digits of a CPF (11 digits) or CNPJ (14 letters and digits) are right. */
export function isCpfCnpj(text: string): boolean {
  return isValid(normaliseCpfCnpj(text))
}

/** "123.456.789-09" or "12.ABC.345/01DE-35"; anything else as it was typed. */
export function formatCpfCnpj(text: string): string {
  const value = normaliseCpfCnpj(text)
  if (/^\d{11}$/.test(value)) return value.replace(/(.{3})(.{3})(.{3})(.{2})/, '$1.$2.$3-$4')
  if (/^[\dA-Z]{12}\d{2}$/.test(value)) {
    return value.replace(/(.{2})(.{3})(.{3})(.{4})(.{2})/, '$1.$2.$3/$4-$5')
  }
  return text
}
