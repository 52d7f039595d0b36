import { api } from './api.js'
import { byId, clock, dayOf, h, toast } from './dom.js'

const counted = [
  ['delayMs', 'Demora na resposta', 'milissegundos a mais por envio'],
  ['status429', 'Recusar com 429', 'próximos envios: limite excedido'],
  ['status500', 'Recusar com 500', 'próximos envios: erro do provedor'],
  ['dropAfterAccept', 'Entregar e cair', 'aceita, entrega e corta a conexão'],
  ['timeout', 'Não responder', 'próximos envios ficam sem resposta'],
]
const switched = [
  ['duplicate', 'Duplicar avisos', 'cada webhook chega duas vezes'],
  ['outOfOrder', 'Trocar a ordem', 'entregue antes de enviada'],
  ['statusBeforeResponse', 'Aviso antes da resposta', 'o status chega antes do envio terminar'],
  ['noCallbacks', 'Sem avisos', 'nenhum eco e nenhum status'],
]

/** Fault switches of the chosen clinic's provider. */
export function showFaults({ clinic, state, refresh }) {
  const plan = state.faults[clinic.provider]
  const change = (name, value) => api.faults(clinic.provider, { [name]: value }).then(refresh, fail)
  const number = ([name, label, hint]) =>
    h(
      'label',
      { class: 'field' },
      h('span', {}, label, h('small', {}, hint)),
      h('input', {
        type: 'number',
        min: 0,
        value: String(plan[name]),
        inputmode: 'numeric',
        onchange: (event) => change(name, Number(event.target.value) || 0),
      }),
    )
  const toggle = ([name, label, hint]) => {
    const onchange = (event) => change(name, event.target.checked)
    const input = h('input', { type: 'checkbox', role: 'switch', checked: Boolean(plan[name]), onchange })
    return h('label', { class: 'switch wide' }, input, h('span', {}, label, h('small', {}, hint)))
  }
  const clear = () => api.clearFaults(clinic.provider).then(refresh, fail)
  keepFocus(byId('panel-falhas'), [
    h('p', {}, `O que dá errado no provedor da ${clinic.label}.`),
    ...counted.map(number),
    ...switched.map(toggle),
    h('button', { type: 'button', class: 'action', onclick: clear }, 'Voltar ao normal'),
  ])
}

const stateNames = { open: 'conectado', connecting: 'aguardando leitura do código', close: 'desconectado' }

/** Connections of the Evolution instances: scan a code, log out. */
export function showConnections({ state, refresh }) {
  const change = (name, next, reason) => api.connection(name, next, reason).then(refresh, fail)
  const button = (label, primary, onclick) =>
    h('button', { type: 'button', class: primary ? 'action primary' : 'action', onclick }, label)
  const item = ({ account, label, state: connection, qr }) =>
    h(
      'article',
      { class: 'item' },
      h('div', { class: 'row' }, h('strong', {}, label), h('span', {}, stateNames[connection])),
      qr && h('img', { class: 'qr', src: qr, alt: `Código QR para conectar ${label}` }),
      h(
        'div',
        { class: 'actions' },
        connection !== 'open' &&
          button('Escanear com o celular da clínica', true, () => change(account, 'open')),
        connection === 'close' && button('Gerar código', false, () => change(account, 'connecting')),
        connection === 'open' &&
          button('Desconectar pelo celular', false, () => change(account, 'close', 401)),
      ),
    )
  const instances = state.clinics.filter(({ provider }) => provider === 'evolution')
  keepFocus(byId('panel-conexao'), [
    h('p', {}, 'O celular da clínica, do lado do WhatsApp.'),
    ...instances.map(item),
  ])
}

const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
const paymentStates = {
  PENDING: 'aguardando',
  RECEIVED: 'pago',
  OVERDUE: 'vencido',
  REFUNDED: 'estornado',
  CHARGEBACK_REQUESTED: 'contestado (MED)',
}

const paymentActions = { PENDING: ['pay', 'expire'], OVERDUE: ['pay'], RECEIVED: ['refund', 'dispute'] }
const actionNames = { pay: 'Pagar', expire: 'Deixar vencer', refund: 'Estornar', dispute: 'Contestar (MED)' }

/** PIX charges: the payer pays or lets them expire, the seller gives the money back. */
export function showPayments({ state, refresh }) {
  const button = ({ id }, action) =>
    h(
      'button',
      {
        type: 'button',
        class: action === 'pay' ? 'action primary' : 'action',
        onclick: () => api.pix(id, action).then(refresh, fail),
      },
      actionNames[action],
    )
  const item = (payment) =>
    h(
      'article',
      { class: 'item' },
      h(
        'div',
        { class: 'row' },
        h('strong', {}, money.format(payment.value)),
        h('span', {}, paymentStates[payment.status]),
      ),
      h('small', {}, `${payment.description ?? payment.id} · vence em ${payment.dueDate}`),
      h(
        'div',
        { class: 'actions' },
        ...(paymentActions[payment.status] ?? []).map((name) => button(payment, name)),
      ),
    )
  const empty = h(
    'p',
    {},
    'Nenhuma cobrança. Quando a clínica comprar créditos ou cobrar um paciente, o PIX aparece aqui.',
  )
  keepFocus(byId('panel-pix'), state.payments.length > 0 ? state.payments.map(item) : [empty])
}

/** The mailbox: everything the product mailed, with the links to click. */
export async function showMails({ refresh }) {
  const mails = await api.mails()
  const item = (mail) =>
    h(
      'article',
      { class: 'item' },
      h(
        'div',
        { class: 'row' },
        h('strong', {}, mail.subject || 'Sem assunto'),
        h('span', {}, `${dayOf(mail.date)} ${clock(mail.date)}`),
      ),
      h('small', {}, `Para ${mail.to.join(', ')}`),
      ...mail.links.map((url) => h('a', { href: url, target: '_blank', rel: 'noopener' }, url)),
      h(
        'details',
        {},
        h('summary', {}, 'Ver mensagem'),
        mail.html
          ? h('iframe', { sandbox: '', srcdoc: mail.html, title: `Mensagem: ${mail.subject}` })
          : h('pre', {}, mail.text),
      ),
    )
  const clear = () => api.clearMails().then(refresh, fail)
  const rows = mails.map(item)
  keepFocus(
    byId('panel-correio'),
    rows.length > 0
      ? [h('button', { type: 'button', class: 'action', onclick: clear }, 'Esvaziar'), ...rows]
      : [h('p', {}, 'Nenhum e-mail. Convites e redefinições de senha aparecem aqui.')],
  )
}

const signals = []

/** The latest webhooks and what the product answered. */
export function addSignal({ url, status, error }) {
  signals.unshift({ at: new Date().toISOString(), path: new URL(url).pathname, status, error })
  signals.length = Math.min(signals.length, 40)
  showSignals()
}

export function showSignals() {
  const row = ({ at, path, status, error }) =>
    h(
      'li',
      { class: 'signal' },
      h('time', { datetime: at }, clock(at)),
      h('code', {}, path),
      h('strong', { class: status && status < 300 ? '' : 'bad' }, String(status ?? error)),
    )
  byId('panel-sinais').replaceChildren(
    h('p', {}, 'Avisos enviados ao Zelo, com a resposta de cada um.'),
    h('ol', {}, ...signals.map(row)),
  )
}

/** Replaces the content of a panel without taking the focus from somebody who is in it. */
function keepFocus(panel, children) {
  const index = [...panel.querySelectorAll('input, button, a')].indexOf(document.activeElement)
  panel.replaceChildren(...children)
  if (index >= 0) panel.querySelectorAll('input, button, a')[index]?.focus()
}

const fail = (error) => toast(error.message)
