/** What the business accounts have written; the same in each. */
const templates = [
  {
    id: '1689000000000063',
    name: 'lembrete_consulta_v2',
    language: 'pt_BR',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Olá, {{nome}}! Sua consulta é {{dia}} às {{hora}}.',
        example: {
          body_text_named_params: [
            { param_name: 'nome', example: 'Ana' },
            { param_name: 'dia', example: 'terça' },
            { param_name: 'hora', example: '14h30' },
          ],
        },
      },
      { type: 'FOOTER', text: 'Clínica Aurora' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Confirmar' },
          { type: 'QUICK_REPLY', text: 'Remarcar' },
        ],
      },
    ],
  },
  {
    id: '1689000000000064',
    name: 'promo_clareamento',
    language: 'pt_BR',
    status: 'REJECTED',
    rejected_reason: 'INVALID_FORMAT',
    category: 'MARKETING',
    parameter_format: 'POSITIONAL',
    components: [
      {
        type: 'BODY',
        text: 'Oi, {{1}}! Avaliação de clareamento em {{2}}.',
        example: { body_text: [['Ana', 'dezembro']] },
      },
    ],
  },
]

/** The answer of `GET /{waba}/message_templates`. */
export const templatePage = () => ({ data: templates, paging: { cursors: { before: 'MA', after: 'MQ' } } })

/** The text of a template that is sent; null where there is none like it. */
export function renderTemplate(sent: unknown): string | null {
  const asked = sent as {
    name?: string
    language?: { code?: string }
    components?: { type: string; parameters?: { parameter_name?: string; text?: string }[] }[]
  }
  const known = templates.find(
    ({ name, language }) => name === asked.name && language === asked.language?.code,
  )
  const body = known?.components.find(({ type }) => type === 'BODY')?.text
  if (known?.status !== 'APPROVED' || body === undefined) return null
  const parameters = asked.components?.find(({ type }) => type === 'body')?.parameters ?? []
  return body.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const found = /^\d+$/.test(key)
      ? parameters[Number(key) - 1]
      : parameters.find(({ parameter_name }) => parameter_name === key)
    return found?.text ?? ''
  })
}
