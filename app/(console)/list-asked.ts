import { z } from 'zod'
import { type Address, addressAsked } from '#domain/address-asked.ts'
import { services } from '#domain/service.ts'
import { soughtText } from '#domain/sought-text.ts'
import { flagsSought } from '#features/accounts/list-accounts.ts'
import { standings } from '#features/connections/list-connections.ts'
import { onlyThose } from '#features/devices/shared-over.ts'

const list = { q: soughtText, after: z.uuid().optional() }

/** What an address of a long list asks for: a search, and after which row its page begins; and what of it is no choice. */
export const listAsked = (address: Address) => {
  const { said, leftOut } = addressAsked(list, address)
  return { text: said.q, after: said.after, asked: { q: said.q }, leftOut }
}

const flagged = { ...list, flag: z.enum(flagsSought).optional() }

/** The same of the list of accounts, which a flag can narrow too. */
export const accountsAsked = (address: Address) => {
  const { said, leftOut } = addressAsked(flagged, address)
  const { q, after, flag } = said
  return { text: q, after, flag, asked: { q, flag: flag ?? '' }, leftOut }
}

/** How many rows a page of the longest lists may have. A page has the first number unless its address says otherwise. */
export const pageSizes = [50, 200, 1000] as const
const [usualSize] = pageSizes

const sized = {
  ...list,
  rows: z.coerce.number().pipe(z.literal(pageSizes)).default(usualSize),
  connection: z.uuid().optional(),
  service: z.enum([...services, 'any']).optional(),
  only: z.enum(onlyThose).optional(),
}

/**
 * The same of a list so long that one chooses how much of it a page has. It may be narrowed to a connection or a service,
 * which a search leaves again.
 */
export const longListAsked = (address: Address) => {
  const { said, leftOut } = addressAsked(sized, address)
  const { q, after, rows, connection, service, only } = said
  const size: Record<string, string> = rows === usualSize ? {} : { rows: String(rows) }
  return {
    ...{ text: q, over: { connection, service, only }, after, most: rows, size, leftOut },
    asked: { q, connection: connection ?? '', service: service ?? '', only: only ?? '' },
  }
}

const narrowed = { ...list, service: z.enum(services).optional(), state: z.enum(standings).optional() }

/** The same of the list of connections, which a service and a state can narrow too. */
export const connectionsAsked = (address: Address) => {
  const { said, leftOut } = addressAsked(narrowed, address)
  const { q, after, service, state } = said
  return {
    ...{ text: q, after, service, standing: state, leftOut },
    asked: { q, service: service ?? '', state: state ?? '' },
  }
}
