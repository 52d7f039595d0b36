/** The page on which the owner says yes; the real one is Meta's. */
export function dialogPage(query: Record<string, string>): Response {
  const back = query.redirect_uri ?? ''
  if (!URL.canParse(back)) return new Response('redirect_uri is missing', { status: 400 })
  const to = (more: Record<string, string>) => {
    const url = new URL(back)
    for (const [name, value] of Object.entries({ ...more, state: query.state ?? '' }))
      url.searchParams.set(name, value)
    return escaped(url.toString())
  }
  const code = `demo-code-${crypto.randomUUID()}`
  const page = `<!doctype html>
<html lang="pt-BR">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Meta (simulada)</title><link rel="icon" href="data:,">
<style>
  body { font: 1rem/1.5 system-ui; display: grid; place-items: center; min-height: 100vh; margin: 0; background: #f0f2f5; color: #1c1e21 }
  main { background: #fff; padding: 2rem; border-radius: 1rem; max-width: 24rem }
  a { display: block; text-align: center; padding: .75rem; border-radius: .5rem; text-decoration: none; margin-top: .75rem }
  .yes { background: #0b57c2; color: #fff } .no { color: #1c1e21; background: #e4e6eb }
</style></head>
<body><main>
<h1>Meta (simulada)</h1>
<p>O Zelo pede acesso às contas da sua clínica: números do WhatsApp, páginas e Instagram.</p>
<a class="yes" href="${to({ code })}">Continuar como Ana Admin</a>
<a class="no" href="${to({ error: 'access_denied' })}">Cancelar</a>
</main></body></html>`
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
