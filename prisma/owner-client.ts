import pg from 'pg'
import { databaseUrlOf, settings } from '#adapters/env.ts'

const connected = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString })
  // A connection that is lost shows with the next query; unheard it would end the process.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** One connection of the tables' owner, as whom migrations run and whom no wall holds, for as long as the work takes. */
export const asOwner = async <Value>(work: (owner: pg.Client) => Promise<Value>): Promise<Value> => {
  const owner = await connected(settings().databaseUrl ?? '')
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/** With one of the queue's owner beside it. */
export const asOwners = <Value>(
  work: (clients: { owner: pg.Client; queue: pg.Client }) => Promise<Value>,
): Promise<Value> =>
  asOwner(async (owner) => {
    const queue = await connected(databaseUrlOf(settings(), 'queue'))
    try {
      return await work({ owner, queue })
    } finally {
      await queue.end()
    }
  })
