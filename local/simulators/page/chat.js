import { byId, clock, dayOf, h, openMenu, tick } from './dom.js'

const statusNames = {
  sending: 'enviando',
  sent: 'enviada',
  delivered: 'entregue',
  read: 'lida',
  failed: 'não entregue',
}
const kindNames = {
  image: 'Foto',
  audio: 'Áudio',
  video: 'Vídeo',
  document: 'Documento',
  sticker: 'Figurinha',
  location: 'Localização',
  contact: 'Contato',
  button: 'Botão',
  list: 'Lista',
  other: 'Mensagem que a clínica ainda não conhece',
}
const reactions = ['👍', '❤️', '😂', '😮', '🙏']

/** One line for a message, for quotes and previews. */
export const summary = (message) =>
  message.deleted ? 'Mensagem apagada' : message.text || kindNames[message.kind] || 'Mensagem'

function sizeLabel(bytes = 0) {
  if (bytes >= 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB`
  return `${Math.max(1, Math.round(bytes / 1024))} kB`
}

const marks = { location: '📍 ', contact: '👤 ' }

function movingPicture(src) {
  const video = h('video', { src, autoplay: true, loop: true, playsinline: true, 'aria-label': 'GIF' })
  video.muted = true
  return video
}

function media(message) {
  if (!message.mediaId) return undefined
  const src = `/control/media/${message.mediaId}`
  if (message.kind === 'image' || message.kind === 'sticker')
    return h('img', {
      src,
      class: message.kind,
      alt: message.text || kindNames[message.kind],
      loading: 'lazy',
    })
  if (message.kind === 'audio') return h('audio', { src, controls: true, preload: 'metadata' })
  // loops like a GIF, unless the reader wants no motion; then it can be played
  if (message.gif && !matchMedia('(prefers-reduced-motion: reduce)').matches) return movingPicture(src)
  if (message.kind === 'video') return h('video', { src, controls: true, preload: 'metadata' })
  return h(
    'a',
    { href: src, class: 'file', target: '_blank', rel: 'noopener' },
    h('span', { 'aria-hidden': 'true' }, '📄'),
    h('span', {}, message.fileName ?? kindNames[message.kind] ?? 'Arquivo'),
    h('small', {}, sizeLabel(message.fileSize)),
  )
}

function quote(message, messages) {
  if (!message.replyTo) return undefined
  const original = messages.find(({ id }) => id === message.replyTo)
  const jump = () => byId(`m-${message.replyTo}`)?.scrollIntoView({ block: 'center' })
  return h(
    'button',
    { type: 'button', class: 'quote', onclick: jump },
    original ? summary(original) : 'Mensagem anterior',
  )
}

function content(message, messages) {
  if (message.deleted) return [h('p', { class: 'body gone' }, 'Mensagem apagada')]
  const needsName = !message.text && !message.mediaId
  return [
    message.author && h('p', { class: 'author' }, message.author),
    quote(message, messages),
    media(message),
    (message.text || needsName) &&
      h('p', { class: 'body', dir: 'auto' }, `${marks[message.kind] ?? ''}${summary(message)}`),
  ]
}

function meta(message) {
  const mine = message.from === 'patient'
  return h(
    'p',
    { class: 'meta' },
    message.edited && !message.deleted && h('span', {}, 'editada'),
    h('time', { datetime: message.at }, clock(message.at)),
    h(
      'span',
      { class: message.status === 'read' ? 'read' : '' },
      mine || message.status === 'read' ? tick(message.status) : '',
    ),
    h('span', { class: 'hidden' }, statusNames[message.status]),
  )
}

/** Makes the children of a list the given ones, leaving those in place that already are. */
function place(list, children) {
  const wanted = new Set(children)
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove()
  for (const [index, child] of children.entries())
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null)
}

/** The list of messages of one conversation. `actions` says what can be done to a message. */
export class Chat {
  constructor(list, actions) {
    this.list = list
    this.actions = actions
    /** Whether the reader is at the end and new messages should stay in view. */
    this.following = true
    const follow = () => this.following && (list.scrollTop = list.scrollHeight)
    list.addEventListener('scroll', () => {
      this.following = list.scrollHeight - list.scrollTop - list.clientHeight < 120
    })
    for (const loaded of ['load', 'loadedmetadata']) list.addEventListener(loaded, follow, true)
    new ResizeObserver(follow).observe(list)
    /** What is drawn, so that a playing audio survives the next redraw. */
    this.drawn = new Map()
    this.menu = h('div', { class: 'menu', popover: 'auto' })
    document.body.append(this.menu)
  }

  /** Goes to the end, as a freshly opened conversation does. */
  toEnd() {
    this.following = true
  }

  show(messages, emptyText) {
    const rows = []
    const drawn = new Map()
    let day
    for (const message of messages) {
      const label = dayOf(message.at)
      if (label !== day) rows.push(h('p', { class: 'day' }, label))
      day = label
      const key = JSON.stringify(message)
      const known = this.drawn.get(message.id)
      const bubble = known?.key === key ? known.bubble : this.bubble(message, messages)
      drawn.set(message.id, { key, bubble })
      rows.push(bubble)
    }
    this.drawn = drawn
    place(this.list, rows.length > 0 ? rows : [h('p', { class: 'empty' }, emptyText)])
    if (this.following) this.list.scrollTop = this.list.scrollHeight
  }

  bubble(message, messages) {
    const given = Object.values(message.reactions).filter(Boolean)
    const mine = message.from === 'patient'
    const classes = ['bubble', mine && 'mine', given.length > 0 && 'reacted'].filter(Boolean).join(' ')
    const open = (event) => this.openMenu(message, event.currentTarget)
    return h(
      'article',
      { class: classes, id: `m-${message.id}` },
      h('span', { class: 'hidden' }, mine ? 'Paciente:' : 'Clínica:'),
      ...content(message, messages),
      message.status === 'failed' &&
        h('p', { class: 'problem' }, `Não entregue: ${message.error ?? 'sem resposta'}`),
      meta(message),
      message.choices &&
        h(
          'ul',
          { class: 'choices', 'aria-label': message.isList ? 'Lista' : 'Botões' },
          ...message.choices.map((choice) =>
            h(
              'li',
              {},
              h(
                'button',
                { type: 'button', onclick: () => this.actions.press(message, choice) },
                choice.title,
              ),
            ),
          ),
        ),
      given.length > 0 &&
        h(
          'span',
          { class: 'reactions', role: 'img', 'aria-label': `Reações: ${given.join(' ')}` },
          given.join(''),
        ),
      !message.deleted &&
        h('button', { type: 'button', class: 'more', 'aria-label': 'Ações da mensagem', onclick: open }, '⋯'),
    )
  }

  openMenu(message, anchor) {
    const item = (label, action) => h('button', { type: 'button', onclick: () => this.choose(action) }, label)
    const react = (emoji) => item(emoji, () => this.actions.react(message, emoji))
    const editable = this.actions.canEdit() && message.from === 'patient'
    this.menu.replaceChildren(
      ...[
        h('div', { class: 'emojis', role: 'group', 'aria-label': 'Reagir' }, ...reactions.map(react)),
        item('Responder', () => this.actions.reply(message)),
        editable &&
          (message.kind === 'text' || message.text) &&
          item('Editar', () => this.actions.edit(message)),
        editable && item('Apagar para todos', () => this.actions.remove(message)),
      ].filter(Boolean),
    )
    openMenu(this.menu, anchor)
    this.menu.querySelector('button')?.focus()
  }

  choose(action) {
    this.menu.hidePopover()
    action()
  }
}
