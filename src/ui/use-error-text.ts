import { useI18n } from 'vue-i18n'
import { codeOfStatus, toAppError } from '@/lib/errors'

/** What people read of an error: a sentence, and the code with the server's words for "detalhes". */
export interface ErrorText {
  sentence: string
  details: string
}

/** Turns anything thrown into words; an error without its own sentence gets the one of its status. */
export function useErrorText(): (error: unknown) => ErrorText {
  const { t, te } = useI18n()
  return (error) => {
    const { code, detail, message, status } = toAppError(error)
    const key = `errors.${code}`
    const said = [...new Set([detail, message].filter((text) => text && text !== code))]
    return {
      sentence: t(te(key) ? key : `errors.${codeOfStatus(status)}`),
      details: [code, ...said].join(' · '),
    }
  }
}
