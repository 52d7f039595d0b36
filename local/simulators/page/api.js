/** Calls the control interface; a refusal becomes an error with its sentence. */
async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (response.status === 204) return undefined
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message ?? `Erro ${response.status}`)
  return answer
}

export const api = {
  state: () => call('GET', '/control/state'),
  messages: ({ provider, account }, phone) =>
    call('GET', `/control/messages?${new URLSearchParams({ provider, account, phone })}`),
  inbound: (message) => call('POST', '/control/inbound', message),
  read: (clinic, phone) =>
    call('POST', '/control/read', { provider: clinic.provider, account: clinic.account, phone }),
  presence: (clinic, from, state, group) =>
    call('POST', '/control/presence', { instance: clinic.account, from, state, group }),
  faults: (provider, patch) => call('POST', '/control/faults', { provider, ...patch }),
  clearFaults: (provider) => call('DELETE', `/control/faults?provider=${provider}`),
  connection: (instance, state, statusReason) =>
    call('POST', '/control/connection', { instance, state, statusReason }),
  pix: (id, action) => call('POST', '/control/pix', { id, action }),
  mails: () => call('GET', '/mailbox/messages'),
  clearMails: () => call('DELETE', '/mailbox/messages'),
}
