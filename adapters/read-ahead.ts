import pg from 'pg'
import { inUtc } from './db.ts'
import { databaseUrlOf, settings } from './env.ts'

/**
 * The texts that a query with a single column answers inside the wall of one organisation, for each of these values in
 * turn: past Prisma, on a connection of its own. PostgreSQL is at the next one already while the texts of one are taken.
 */
export async function* textsAhead(
  organisationId: string,
  query: string,
  values: Iterable<readonly number[]>,
): AsyncGenerator<string> {
  const client = new pg.Client({ connectionString: databaseUrlOf(settings(), 'app'), options: inUtc })
  // A connection lost between two answers shows with the next query; unheard it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query("select set_config('pomona.organisation_id', $1, false)", [organisationId])
    const ask = (of: readonly number[]) =>
      client.query<[string]>({ text: query, values: [...of], rowMode: 'array' })
    let asked: ReturnType<typeof ask> | null = null
    for (const of of values) {
      const before = asked
      asked = ask(of)
      asked.catch(() => {})
      if (before) for (const [text] of (await before).rows) yield text
    }
    if (asked) for (const [text] of (await asked).rows) yield text
  } finally {
    await client.end()
  }
}
