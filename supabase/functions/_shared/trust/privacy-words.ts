import type { RequestKind } from './privacy-service.ts'

/** What people ask about their data, on the public page and in its mails. */
export const privacyKindWords: Record<RequestKind, string> = {
  access: 'Acesso ou cópia dos meus dados',
  correction: 'Correção de dados',
  deletion: 'Eliminação dos dados',
  portability: 'Portabilidade para outra clínica',
  withdrawal: 'Retirada de um consentimento',
  sharing: 'Saber com quem os dados são compartilhados',
  opposition: 'Oposição a um uso dos dados',
}
