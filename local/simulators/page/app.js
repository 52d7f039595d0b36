import { api } from './api.js'
import { Chat, summary } from './chat.js'
import { byId, h, initials, openMenu, phoneLabel, toast } from './dom.js'
import { addSignal, showConnections, showFaults, showMails, showPayments, showSignals } from './panels.js'
import { record, voiceNote } from './voice.js'

const remembered = JSON.parse(localStorage.getItem('zelo-simulator') ?? '{}')
const view = {
  state: undefined,
  clinic: undefined,
  phone: remembered.phone,
  /** Who writes while a group is open. */
  author: remembered.author,
  context: undefined,
  name: undefined,
}
const providerNames = {
  evolution: 'WhatsApp pessoal · Evolution',
  twilio: 'WhatsApp oficial · Twilio',
  whatsapp_cloud: 'WhatsApp oficial · Meta',
  messenger: 'Messenger',
  instagram: 'Instagram',
}
const fail = (error) => toast(error.message)

const same = (one, other) => one.provider === other.provider && one.account === other.account
const group = () => view.state.groups.find(({ phone }) => phone === view.phone)
const writer = () => (group() ? view.author : view.phone)
const person = () => view.state.people.find(({ phone }) => phone === writer())

const chat = new Chat(byId('messages'), {
  canEdit: () => view.clinic.provider !== 'twilio',
  /** The same emoji again takes the reaction back. */
  react: (message, emoji) =>
    write({
      type: 'reaction',
      target: message.id,
      emoji: message.reactions.patient === emoji ? '' : emoji,
    }),
  remove: (message) => write({ type: 'delete', target: message.id }),
  reply: (message) => setContext({ kind: 'reply', message }),
  /** A press brings the id of the choice back, with the message that it answers. */
  press: (message, { id, title, description }) =>
    write(
      message.isList
        ? { type: 'list', replyTo: message.id, list: { id, title, ...(description ? { description } : {}) } }
        : { type: 'button', replyTo: message.id, button: { id, text: title } },
    ),
  edit: (message) => setContext({ kind: 'edit', message }),
})

function setContext(context) {
  view.context = context
  byId('context').hidden = !context
  if (!context) return
  const label = context.kind === 'reply' ? 'Respondendo a' : 'Editando'
  byId('context').querySelector('p').textContent = `${label}: ${summary(context.message)}`
  if (context.kind === 'edit') byId('text').value = context.message.text
  byId('text').focus()
}

/** Lets the chosen patient write to the chosen clinic. */
async function write(message) {
  const { provider, account } = view.clinic
  const name = view.name ?? person()?.name
  try {
    await api.inbound({
      provider,
      account,
      from: writer(),
      ...(name ? { name } : {}),
      ...(group() ? { group: view.phone } : {}),
      ...message,
    })
  } catch (error) {
    fail(error)
  }
  await refresh()
}

async function refresh() {
  view.state = await api.state()
  const wanted = view.clinic ?? remembered.clinic
  view.clinic = view.state.clinics.find((clinic) => wanted && same(clinic, wanted)) ?? view.state.clinics[0]
  view.author ??= view.state.people[0]?.phone
  view.phone ??= view.author
  // only a phone is in groups
  if (group() && view.clinic.provider !== 'evolution') view.phone = view.author
  const { clinic, phone, author } = view
  localStorage.setItem('zelo-simulator', JSON.stringify({ clinic, phone, author }))
  drawChoices()
  await drawChat()
  const context = { clinic: view.clinic, state: view.state, refresh }
  showFaults(context)
  showConnections(context)
  showPayments(context)
  byId('mail-count').textContent = view.state.mails
  byId('mail-count').hidden = view.state.mails === 0
}

function drawChoices() {
  const card = (selected, title, detail, end, onclick) =>
    h(
      'button',
      { type: 'button', class: 'card', 'aria-pressed': String(selected), onclick },
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(title)),
      h('span', {}, h('strong', {}, title), h('small', {}, detail)),
      end,
    )
  byId('clinics').replaceChildren(
    ...view.state.clinics.map((clinic) => {
      const dot = h('span', { class: clinic.state === 'open' ? 'dot' : 'dot off', role: 'img' })
      dot.setAttribute('aria-label', clinic.state === 'open' ? 'conectada' : 'desconectada')
      const choose = () => choosePart({ clinic })
      return card(same(clinic, view.clinic), clinic.label, providerNames[clinic.provider], dot, choose)
    }),
  )
  byId('people').replaceChildren(
    ...view.state.people.map(({ phone, name, lid }) => {
      const detail = lid ? `${phoneLabel(phone)} · número oculto` : phoneLabel(phone)
      const choose = () => choosePart({ phone, author: phone })
      return card(phone === view.phone, name || phoneLabel(phone), detail, null, choose)
    }),
    ...(view.clinic.provider === 'evolution' ? view.state.groups : []).map(({ phone, name }) =>
      card(phone === view.phone, name, 'Grupo', null, () => choosePart({ phone })),
    ),
  )
}

function choosePart(part) {
  Object.assign(view, part, { name: undefined })
  setContext(undefined)
  chat.toEnd()
  showPlace('chat')
  refresh().catch(fail)
}

/** What the clinic does right now, as the patient's phone shows it: until it is taken back. */
let acting
const actingNames = { composing: 'digitando…', recording: 'gravando áudio…' }

function drawState() {
  const { clinic, phone } = view
  const isActing = acting && acting.account === clinic.account && acting.phone === phone
  const who = `Você é ${person()?.name || phoneLabel(writer())}`
  const state = clinic.state === 'open' ? who : 'O WhatsApp da clínica está desconectado'
  byId('chat-state').textContent = isActing ? actingNames[acting.state] : state
}

let toldAt = 0
/** Lets the clinic see that the patient writes; WhatsApp repeats it while that goes on. */
function act(state) {
  if (view.clinic.provider !== 'evolution') return
  if (state !== 'paused' && Date.now() - toldAt < 5_000) return
  toldAt = state === 'paused' ? 0 : Date.now()
  api.presence(view.clinic, writer(), state, group()?.phone).catch(fail)
}

async function drawChat() {
  const { clinic, phone } = view
  const title = group()?.name ?? clinic.label
  byId('chat-title').textContent = title
  byId('chat-avatar').textContent = initials(title)
  const who = person()?.name || phoneLabel(writer())
  drawState()
  const messages = await api.messages(clinic, phone)
  if (clinic !== view.clinic || phone !== view.phone) return
  chat.show(messages, `Escreva como ${who}. A mensagem chega à clínica no mesmo instante.`)
  const unread = messages.some(
    ({ from, status }) => from === 'clinic' && status !== 'read' && status !== 'failed',
  )
  if (unread && byId('auto-read').checked && document.visibilityState === 'visible')
    await api.read(clinic, phone)
}

let drawing
/** Redraws the conversation soon, once for many events. */
function drawSoon() {
  clearTimeout(drawing)
  drawing = setTimeout(() => drawChat().catch(fail), 60)
}

function listen() {
  const source = new EventSource('/control/events')
  const on = (type, handler) => source.addEventListener(type, ({ data }) => handler(JSON.parse(data)))
  on('message', ({ account, phone }) => {
    if (acting?.phone === phone) acting = undefined
    if (account === view.clinic?.account && phone === view.phone) drawSoon()
    else if (![...view.state.people, ...view.state.groups].some((known) => known.phone === phone))
      refresh().catch(fail)
  })
  on('presence', ({ account, phone, state }) => {
    acting = actingNames[state] ? { account, phone, state } : undefined
    drawState()
  })
  on('webhook', addSignal)
  on('mail', () => Promise.all([refresh(), showMails({ refresh: mailsChanged })]).catch(fail))
  for (const type of ['connection', 'payment', 'reset']) on(type, () => refresh().catch(fail))
  source.addEventListener('open', () => refresh().catch(fail))
}

const mailsChanged = () => Promise.all([refresh(), showMails({ refresh: mailsChanged })])

function showPlace(place) {
  document.querySelector('main').dataset.place = place
  for (const button of document.querySelectorAll('.places button'))
    button.setAttribute('aria-current', String(button.dataset.place === place))
}

function showTab(name) {
  for (const tab of document.querySelectorAll('[role=tab]')) {
    const selected = tab.dataset.tab === name
    tab.setAttribute('aria-selected', String(selected))
    tab.tabIndex = selected ? 0 : -1
    byId(tab.getAttribute('aria-controls')).hidden = !selected
  }
}

function wireTabs() {
  const tabs = [...document.querySelectorAll('[role=tab]')]
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => showTab(tab.dataset.tab))
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
      if (!step) return
      const next = tabs[(index + step + tabs.length) % tabs.length]
      showTab(next.dataset.tab)
      next.focus()
    })
  }
  const asked = location.hash.slice(1)
  const known = tabs.some(({ dataset }) => dataset.tab === asked)
  showTab(known ? asked : 'falhas')
  if (known) showPlace('backstage')
}

/** Sends something beside text: with what stands in the composer as its caption, and as an answer where one is begun. */
function send(message) {
  const { context } = view
  const text = byId('text').value.trim()
  if (context?.kind === 'edit') return fail(new Error('Termine a edição antes de enviar um arquivo.'))
  byId('text').value = ''
  setContext(undefined)
  return write({
    ...(text && !message.text ? { text } : {}),
    ...message,
    ...(context ? { replyTo: context.message.id } : {}),
  })
}

const sample = (type, name, more = {}) => send({ type, media: { sample: name }, ...more }).catch(fail)

const attachments = [
  ['Foto, vídeo ou arquivo…', () => byId('file').click()],
  ['Foto de exemplo', () => sample('image', 'comprovante-pix.jpg', { text: 'Segue o comprovante' })],
  ['Vídeo de exemplo', () => sample('video', 'caminho.mp4', { seconds: 4 })],
  ['GIF', () => sample('gif', 'comemoracao.mp4', { seconds: 2 })],
  ['Figurinha', () => sample('sticker', 'obrigada.webp')],
  ['Mensagem de voz', () => sample('audio', 'voz-remarcar.ogg', { seconds: 9 })],
  ['Arquivo de áudio', () => sample('audio', 'voz-agradece.ogg', { seconds: 5, voice: false })],
  ['Documento de exemplo', () => sample('document', 'encaminhamento.pdf')],
  ['Localização', () => send({ type: 'location' })],
  ['Contato', () => send({ type: 'contact' })],
  ['Toque no botão “Confirmar”', () => send({ type: 'button' })],
  ['Escolha em uma lista', () => send({ type: 'list' })],
  ['Chave PIX', () => send({ type: 'pix' })],
  ['Formulário respondido', () => send({ type: 'form' })],
  ['Foto de visualização única', () => send({ type: 'viewOnce' })],
]

function wireComposer() {
  const text = byId('text')
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault()
    const body = text.value.trim()
    if (!body) return
    const { context } = view
    text.value = ''
    setContext(undefined)
    if (context?.kind === 'edit') write({ type: 'edit', target: context.message.id, text: body })
    else if (context) write({ type: 'reply', replyTo: context.message.id, text: body })
    else write({ type: 'text', text: body })
  })
  text.addEventListener('input', () => act(text.value === '' ? 'paused' : 'composing'))
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    byId('composer').requestSubmit()
  })
  byId('context-cancel').addEventListener('click', () => setContext(undefined))
  const menu = byId('attach-menu')
  menu.append(
    ...attachments.map(([label, act]) =>
      h('button', { type: 'button', onclick: () => (menu.hidePopover(), act()) }, label),
    ),
  )
  menu.addEventListener('toggle', ({ newState }) => newState === 'open' && openMenu(menu, byId('attach')))
  byId('file').addEventListener('change', ({ target }) =>
    sendFiles(target.files).finally(() => (target.value = '')),
  )
  text.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    sendFiles(event.clipboardData.files)
  })
  const phone = document.querySelector('.phone')
  phone.addEventListener('dragover', (event) => event.preventDefault())
  phone.addEventListener('drop', (event) => {
    event.preventDefault()
    sendFiles(event.dataTransfer.files)
  })
  byId('record').addEventListener('click', toggleRecording)
}

/** The largest file that WhatsApp takes. */
const largestFile = 100 * 1024 * 1024

async function sendFiles(files) {
  for (const file of files)
    await (file.size > largestFile ? fail(new Error(`${file.name} tem mais de 100 MB.`)) : sendFile(file))
}

async function sendFile(file) {
  const base64 = await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result))
    reader.addEventListener('error', () => reject(new Error(`${file.name} não pôde ser lido.`)))
    reader.readAsDataURL(file)
  })
  const family = file.type.split('/')[0]
  const type =
    file.type === 'image/webp'
      ? 'sticker'
      : ['image', 'audio', 'video'].includes(family)
        ? family
        : 'document'
  // a file's own sound is no voice message
  const kind = { type, voice: type !== 'audio' }
  await send({
    ...kind,
    media: { base64, mimetype: file.type || 'application/octet-stream', fileName: file.name },
  })
}

let stopRecording
async function toggleRecording() {
  const button = byId('record')
  try {
    if (!stopRecording) {
      stopRecording = await record()
      act('recording')
      button.setAttribute('aria-pressed', 'true')
      button.setAttribute('aria-label', 'Parar e enviar')
      return
    }
    const samples = await stopRecording()
    stopRecording = undefined
    button.setAttribute('aria-pressed', 'false')
    button.setAttribute('aria-label', 'Gravar áudio')
    await send({ type: 'audio', ...(await voiceNote(samples)) })
  } catch {
    stopRecording = undefined
    button.setAttribute('aria-pressed', 'false')
    toast('Não foi possível usar o microfone. Permita o acesso ou envie a mensagem de voz de exemplo.')
  }
}

function wirePeople() {
  byId('new-person').addEventListener('submit', (event) => {
    event.preventDefault()
    const data = new FormData(event.target)
    const digits = String(data.get('phone')).replace(/\D/g, '')
    if (digits.length < 10) return toast('Digite o celular com DDD.')
    const phone = digits.length <= 11 ? `55${digits}` : digits
    choosePart({ phone })
    view.name = String(data.get('name')).trim() || undefined
    event.target.reset()
    byId('text').focus()
  })
  for (const button of document.querySelectorAll('.places button'))
    button.addEventListener('click', () => showPlace(button.dataset.place))
}

wireTabs()
wireComposer()
wirePeople()
showSignals()
byId('auto-read').addEventListener('change', drawSoon)
document.addEventListener('visibilitychange', drawSoon)
listen()
showMails({ refresh: mailsChanged }).catch(fail)
