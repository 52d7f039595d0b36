import { z } from 'zod'
import { routes, type ApiRoute } from './routes.ts'

type Schema = Record<string, unknown>

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe('For machines: it never changes.'),
    detail: z.string(),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' })

/** The description of the API, made from the schemas that its calls are checked with (OpenAPI 3.1). */
export function describeApi(server: string): Schema {
  const components: Record<string, Schema> = {}

  function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
    const {
      $schema: _,
      $defs = {},
      ...schema
    } = z.toJSONSchema(type, {
      io,
      unrepresentable: 'any',
    }) as Schema & { $defs?: Record<string, Schema> }
    Object.assign(components, mapped($defs))
    return mapped(schema)
  }

  const problemSchema = schemaOf(problem, 'output')
  const refusal = (description: string, headers?: Schema) => ({
    description,
    ...(headers ? { headers } : {}),
    content: { 'application/problem+json': { schema: problemSchema } },
  })

  function parametersOf(route: ApiRoute): Schema[] {
    const inPath = Object.entries(route.path_parameters ?? {}).map(([name, type]) => ({
      name,
      in: 'path',
      required: true,
      schema: schemaOf(type, 'input'),
    }))
    const query = route.query ? schemaOf(route.query, 'input') : {}
    const required = (query['required'] ?? []) as string[]
    const inQuery = Object.entries((query['properties'] ?? {}) as Record<string, Schema>).map(
      ([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }),
    )
    const idempotent =
      route.method === 'get'
        ? []
        : [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              description: 'The same key within a day is the same call, and is answered as the first was.',
              schema: { type: 'string', minLength: 1, maxLength: 200 },
            },
          ]
    const versioned = route.is_versioned
      ? [
          {
            name: 'If-Match',
            in: 'header',
            required: false,
            description: 'The `ETag` of what was read, or its version: instead of `version`.',
            schema: { type: 'string' },
          },
        ]
      : []
    return [...inPath, ...inQuery, ...idempotent, ...versioned]
  }

  const paths: Record<string, Schema> = {}
  for (const route of routes) {
    ;(paths[route.path] ??= {})[route.method] = {
      operationId: route.operation.replaceAll('.', '_'),
      summary: route.summary,
      description: route.scope === null ? 'Any key.' : `Scope: \`${route.scope}\`.`,
      parameters: parametersOf(route),
      ...(route.body
        ? {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
            },
          }
        : {}),
      responses: {
        '200': {
          description: 'Done.',
          content: { 'application/json': { schema: schemaOf(route.answer, 'output') } },
        },
        '400': refusal('The request is not as described.'),
        '401': refusal('The key does not work.'),
        '403': refusal('The key, or whoever made it, may not do this.'),
        '404': refusal('It is not there.'),
        '409': refusal(
          'Somebody changed it meanwhile, it cannot be done as things are, or the idempotency key is used for something else.',
        ),
        '429': refusal('More than ten calls a second.', {
          'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' },
        }),
      },
    }
  }

  return {
    openapi: '3.1.0',
    info: {
      title: 'Zelo',
      version: '1',
      description:
        'The API of a clinic. A key acts in the name of whoever made it, within its scopes. Ten calls a second for each key. Lists give `next_cursor`; pass it as `cursor`. Every call that changes something takes an `Idempotency-Key`.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'zk_live_…' } },
      schemas: components,
    },
  }
}

/** Definitions stand among the components of the document. */
function mapped<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (name, part: unknown) =>
      name === 'id' && typeof part === 'string' ? undefined : part,
    ).replaceAll('#/$defs/', '#/components/schemas/'),
  ) as T
}
