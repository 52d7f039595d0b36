import { Hono } from 'hono'

interface Place {
  logradouro: string
  bairro: string
  localidade: string
  uf: string
}

/** A few addresses of the demo's cities; the last one is of a town that has one CEP for all. */
const places: Readonly<Record<string, Place>> = {
  '01310100': place('Avenida Paulista', 'Bela Vista', 'São Paulo', 'SP'),
  '01305000': place('Rua Augusta', 'Consolação', 'São Paulo', 'SP'),
  '04101000': place('Rua Vergueiro', 'Vila Mariana', 'São Paulo', 'SP'),
  '05422001': place('Rua Cardeal Arcoverde', 'Pinheiros', 'São Paulo', 'SP'),
  '22070000': place('Avenida Nossa Senhora de Copacabana', 'Copacabana', 'Rio de Janeiro', 'RJ'),
  '30112000': place('Rua da Bahia', 'Centro', 'Belo Horizonte', 'MG'),
  '80020300': place('Rua XV de Novembro', 'Centro', 'Curitiba', 'PR'),
  '12530000': place('', '', 'Cunha', 'SP'),
}

function place(logradouro: string, bairro: string, localidade: string, uf: string): Place {
  return { logradouro, bairro, localidade, uf }
}

/** The HTTP interface of ViaCEP: what does not look like a CEP is a bad request, one that is nowhere an answer of its own. */
export function cepRoutes(): Hono {
  const routes = new Hono()
  routes.get('/ws/:cep/json/', (context) => {
    const cep = context.req.param('cep')
    if (!/^\d{8}$/.test(cep)) return context.html('<h1>400</h1>', 400)
    const found = places[cep]
    return context.json(found ? { cep: `${cep.slice(0, 5)}-${cep.slice(5)}`, ...found } : { erro: true })
  })
  return routes
}
