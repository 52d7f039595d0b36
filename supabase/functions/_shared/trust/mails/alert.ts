import { z } from 'zod'
import { oneLine } from '../../platform/mail.ts'
import type { MailLocale, WriteLetter } from './mails.ts'

const shape = z.object({
  clinic: z.string(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
})

/** Title and sentence of each kind of `app.alert_kinds`; `{name}` is a figure of the alert. */
const words: Record<MailLocale, Record<string, [title: string, text: string]>> = {
  'pt-BR': {
    channel_disconnected: [
      'O WhatsApp está desconectado',
      'Ninguém recebe nem envia mensagens até que ele seja reconectado.',
    ],
    webhook_silent: [
      'O WhatsApp está quieto demais',
      'Nada chega há {minutes} minutos, quando o comum seriam umas {expected} mensagens. Confira se o celular está ligado e com internet.',
    ],
    sends_failing: [
      'Mensagens não estão saindo',
      'Na última hora, {failed} de {total} mensagens não foram enviadas.',
    ],
    queue_stuck: ['A fila está parada', 'A tarefa mais antiga espera há {minutes} minutos.'],
    jobs_failed: ['Tarefas falharam', '{count} tarefas falharam e esperam por você em Filas.'],
    credits_running_out: [
      'Os créditos estão acabando',
      'No ritmo de agora, {balance} créditos duram cerca de {days} dias.',
    ],
    meta_token: [
      'A autorização da Meta vai terminar',
      '{name} deixa de receber e enviar em {until}. Conecte de novo em Configurações › WhatsApp.',
    ],
    dinamize_refused: [
      'A Dinamize não aceita mais a senha',
      'Os leads não vão nem voltam. Digite usuário e senha de novo em Configurações › Dinamize.',
    ],
    webhook_disabled: [
      'Um webhook foi desligado',
      '{url} não aceitou o que enviamos e foi desligado. Corrija o servidor, ligue de novo em API e webhooks e reenvie o que falhou.',
    ],
    privacy_request_due: [
      'Um pedido de privacidade espera resposta',
      'O pedido {number} tem de ser respondido até {due}.',
    ],
    privacy_request_late: [
      'O prazo de um pedido de privacidade passou',
      'O pedido {number} tinha de ser respondido até {due}. Responda hoje: a lei dá 15 dias.',
    ],
    incident_due: [
      'Um incidente com dados tem de ser comunicado',
      'Comunique a ANPD e as pessoas até {due}, ou registre por que não é preciso.',
    ],
    incident_late: [
      'O prazo para comunicar um incidente passou',
      'A ANPD e as pessoas tinham de ser avisadas até {due}. Comunique hoje e diga o motivo da demora.',
    ],
    order_money: [
      'Um pagamento precisa de você',
      'Há dinheiro do pedido nº {number} que precisa de uma decisão: devolver, aceitar ou deixar como crédito.',
    ],
    stock_low: ['Há produtos para repor', 'Chegaram ao ponto de reposição: {items}.'],
    assistant_risk: [
      'Alguém pode estar em perigo: fale agora',
      'Alguém escreveu algo que pode ser perigo de vida. O assistente passou os números de emergência e parou: abra a conversa e fale agora.',
    ],
    assistant_budget: [
      'O assistente parou: o orçamento do mês acabou',
      'Ele não responde mais até o mês que vem, ou até você aumentar o orçamento.',
    ],
  },
  en: {
    channel_disconnected: [
      'WhatsApp is disconnected',
      'Nobody receives or sends messages until it is connected again.',
    ],
    webhook_silent: [
      'WhatsApp is too quiet',
      'Nothing has come for {minutes} minutes, when about {expected} messages would be usual. See whether the phone is on and online.',
    ],
    sends_failing: [
      'Messages are not leaving',
      'In the last hour {failed} of {total} messages were not sent.',
    ],
    queue_stuck: ['The queue is stuck', 'The oldest job has waited for {minutes} minutes.'],
    jobs_failed: ['Jobs failed', '{count} jobs failed and wait for you in Queues.'],
    credits_running_out: [
      'Credits are running out',
      'At the present pace {balance} credits last about {days} days.',
    ],
    meta_token: [
      'The grant of Meta is about to end',
      '{name} stops receiving and sending on {until}. Connect again in Settings › WhatsApp.',
    ],
    dinamize_refused: [
      'Dinamize no longer accepts the password',
      'Leads neither go nor come. Type user and password again in Settings › Dinamize.',
    ],
    webhook_disabled: [
      'A webhook was switched off',
      '{url} did not take what we sent and was switched off. Repair the server, switch it on again in API and webhooks, and send again what failed.',
    ],
    privacy_request_due: [
      'A privacy request waits for an answer',
      'Request {number} has to be answered by {due}.',
    ],
    privacy_request_late: [
      'A privacy request is late',
      'Request {number} had to be answered by {due}. Answer it today: the law gives 15 days.',
    ],
    incident_due: [
      'An incident with data has to be told',
      'Tell the authority (ANPD) and the people by {due}, or note why it is not needed.',
    ],
    incident_late: [
      'The time to tell of an incident is over',
      'The authority (ANPD) and the people had to be told by {due}. Tell them today, and why it took longer.',
    ],
    order_money: [
      'A payment needs you',
      'There is money of order {number} that needs a decision: give it back, accept it or keep it as credit.',
    ],
    stock_low: ['Products are running low', 'At the reorder point: {items}.'],
    assistant_risk: [
      'Somebody may be in danger: talk to them now',
      'Somebody wrote something that may be danger to life. The assistant gave the emergency numbers and stopped: open the conversation and talk to them now.',
    ],
    assistant_budget: [
      'The assistant stopped: the budget of the month is spent',
      'It answers no more until next month, or until you raise the budget.',
    ],
  },
}

/** Where an alert is seen to, when it is not on the page of operations. */
const places: readonly (readonly [kinds: RegExp, path: string])[] = [
  [/^privacy_request/, '/configuracoes/lgpd'],
  [/^stock_low/, '/produtos/estoque?situacao=baixo'],
  [/^incident/, '/configuracoes/lgpd?tab=incidents'],
  [/^meta_token/, '/configuracoes/whatsapp'],
]

/** An alert of a clinic, to whoever runs it. */
export const alertMail: WriteLetter = (given, locale) => {
  const { clinic, kind, data } = shape.parse(given)
  const [title, text] = words[locale][kind] ?? [kind, '']
  const sentence = text.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name] ?? '?'))
  const isEnglish = locale === 'en'
  return {
    subject: `${oneLine(clinic)}: ${title}`,
    paragraphs: [`${title}.`, sentence],
    action: {
      label: isEnglish ? 'See it in Zelo' : 'Ver no Zelo',
      path: places.find(([kinds]) => kinds.test(kind))?.[1] ?? '/configuracoes/operacao',
    },
    footnote: isEnglish
      ? `You get this because you run ${oneLine(clinic)}. What you are told of is set in Settings, Operations.`
      : `Você recebe este aviso porque cuida de ${oneLine(clinic)}. O que avisa você se escolhe em Configurações, Operação.`,
  }
}

/** The kinds that have words. */
export const alertWords: Readonly<Record<MailLocale, readonly string[]>> = {
  'pt-BR': Object.keys(words['pt-BR']),
  en: Object.keys(words.en),
}
