/** Builds an element: `h('p', { class: 'x', onclick }, 'text', child)`. Text is never parsed as markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  )
  return element
}

export const byId = (id) => document.getElementById(id)

const drawings = {
  sending: ['M8 1.5a4.5 4.5 0 1 0 .01 0M8 4v2.5l1.5 1'],
  sent: ['m3 6.5 3 3 6-7'],
  delivered: ['m1 6.5 3 3 6-7', 'm8 8.5 1.2 1L15 2.5'],
}

/** The tick of a status. */
export function tick(status) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 16 12')
  svg.setAttribute('aria-hidden', 'true')
  for (const d of drawings[status === 'read' ? 'delivered' : status] ?? []) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

let toastTimer
/** Says something for a moment. */
export function toast(text) {
  const element = byId('toast')
  element.textContent = text
  element.classList.add('shown')
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => element.classList.remove('shown'), 4000)
}

/** Opens a popover beside a button, inside the window. */
export function openMenu(menu, anchor) {
  menu.showPopover()
  const place = anchor.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const above = place.top - height - 8
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`
  menu.style.top = `${above > 8 ? above : Math.min(place.bottom + 8, innerHeight - height - 8)}px`
}

const time = new Intl.DateTimeFormat('pt-BR', { hour: '2-digit', minute: '2-digit' })
const dayLabel = new Intl.DateTimeFormat('pt-BR', { weekday: 'short', day: 'numeric', month: 'short' })

export const clock = (iso) => time.format(new Date(iso))

/** "hoje", "ontem" or the day. */
export function dayOf(iso) {
  const date = new Date(iso)
  const days = Math.round(
    (new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000,
  )
  return days === 0 ? 'hoje' : days === 1 ? 'ontem' : dayLabel.format(date)
}

/** (11) 91234-5678, or the digits with a plus where they are not Brazilian. */
export function phoneLabel(digits) {
  const match = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits)
  return match ? `(${match[1]}) ${match[2]}-${match[3]}` : `+${digits}`
}

export const initials = (name) =>
  name
    .split(/\s+/)
    .filter((word) => word.length > 2)
    .slice(0, 2)
    .map((word) => word[0])
    .join('')
    .toUpperCase() || '?'
