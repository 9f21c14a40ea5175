import { z } from 'zod'
import { services } from '#domain/service.ts'
import { soughtText } from '#domain/sought-text.ts'
import { flagsSought } from '#features/accounts/list-accounts.ts'
import { standings } from '#features/connections/list-connections.ts'

type Address = Record<string, string | string[] | undefined>

const asked = z.object({
  q: soughtText,
  after: z.uuid().optional().catch(undefined),
})

/** What an address of a long list asks for: a search, and after which row its page begins. */
export const listAsked = (searchParams: Address) => {
  const { q, after } = asked.parse(searchParams)
  return { text: q, after, asked: { q } }
}

const flagged = asked.extend({ flag: z.enum(flagsSought).optional().catch(undefined) })

/** The same of the list of accounts, which a flag can narrow too. */
export const accountsAsked = (searchParams: Address) => {
  const { q, after, flag } = flagged.parse(searchParams)
  return { text: q, after, flag, asked: { q, flag: flag ?? '' } }
}

/** How many rows a page of the longest lists may have. A page has the first number unless its address says otherwise. */
export const pageSizes = [50, 200, 1000] as const
const [usualSize] = pageSizes

const sized = asked.extend({
  rows: z.coerce.number().pipe(z.literal(pageSizes)).catch(usualSize),
  connection: z.uuid().optional().catch(undefined),
  service: z
    .enum([...services, 'any'])
    .optional()
    .catch(undefined),
})

/**
 * The same of a list so long that one chooses how much of it a page has. It may be narrowed to a connection or a service,
 * which a search leaves again.
 */
export const longListAsked = (searchParams: Address) => {
  const { q, after, rows, connection, service } = sized.parse(searchParams)
  const size: Record<string, string> = rows === usualSize ? {} : { rows: String(rows) }
  return {
    ...{ text: q, over: { connection, service }, after, most: rows, size },
    asked: { q, connection: connection ?? '', service: service ?? '' },
  }
}

const narrowed = asked.extend({
  service: z.enum(services).optional().catch(undefined),
  state: z.enum(standings).optional().catch(undefined),
})

/** The same of the list of connections, which a service and a state can narrow too. */
export const connectionsAsked = (searchParams: Address) => {
  const { q, after, service, state } = narrowed.parse(searchParams)
  return {
    text: q,
    after,
    service,
    standing: state,
    asked: { q, service: service ?? '', state: state ?? '' },
  }
}
