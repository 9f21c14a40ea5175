import { Client, type Context, type Middleware, PageIterator } from '@microsoft/microsoft-graph-client'
import { closeOwner, owner } from '#prisma/owner.ts'
import { contend } from './contend.ts'
import {
  addressesOf,
  type GraphPlace,
  signIn,
  type WireApp,
  type WireDevice,
  type WireIdentity,
  type WireLicence,
  type WireToken,
} from './graph-pages.ts'
import type { Prepared } from './prepare.ts'
import { openStore, type Way } from './prisma-store.ts'

export type GraphClientJob = GraphPlace & Prepared & { way: Way }

/**
 * The client's last step, done for it: it refuses to send a token over http, and composes a loopback next link below
 * the address of Graph. Without the client's retries and telemetry, which would only slow it down.
 */
const loopback = (token: string): Middleware => ({
  execute: async (context: Context) => {
    const url = String(context.request)
    const headers = { authorization: `Bearer ${token}` }
    context.response = await fetch(url.slice(url.lastIndexOf('http://')), { headers })
  },
})

const batchRows = 1000

/** Every row of a list through `PageIterator`, a thousand at a time. Answers how many. */
const iterate = async <Row>(
  client: Client,
  address: string,
  take: (rows: Row[]) => Promise<void>,
): Promise<number> => {
  let batch: Row[] = []
  let rows = 0
  const flush = async () => {
    rows += batch.length
    await take(batch)
    batch = []
  }
  const iterator = new PageIterator(client, await client.api(address).get(), (row: Row) => {
    batch.push(row)
    return batch.length < batchRows
  })
  await iterator.iterate()
  while (!iterator.isComplete()) {
    await flush()
    await iterator.resume()
  }
  await flush()
  return rows
}

/** What people write today: Microsoft's own Graph client and Prisma. */
await contend(async ({ way, organisationId, tenantLinkId, ...place }: GraphClientJob) => {
  const token = await signIn(place.url)
  // The version is part of each address.
  const client = Client.initWithMiddleware({
    baseUrl: place.url,
    defaultVersion: '',
    middleware: loopback(token),
  })
  const addresses = addressesOf(place)
  const store = openStore(owner(), { organisationId, tenantLinkId }, way)
  const list = async <Row>(address: string): Promise<Row[]> => {
    const all: Row[] = []
    await iterate<Row>(client, address, async (rows) => {
      all.push(...rows)
    })
    return all
  }

  let rows = await iterate<WireDevice>(client, addresses.devices, store.devices)
  const enrolmentTokens = await list<WireToken>(addresses.enrolmentTokens)
  await store.connections('dep', enrolmentTokens)
  for (const each of enrolmentTokens)
    rows += await iterate<WireIdentity>(client, addresses.identities(each), (page) =>
      store.identities(page, each),
    )
  await store.connections('vpp', await list<WireToken>(addresses.locationTokens))
  for (const app of await list<WireApp>(addresses.apps))
    rows += await iterate<WireLicence>(client, addresses.licences(app), (page) => store.licences(page, app))
  await closeOwner()
  return { rows }
})
